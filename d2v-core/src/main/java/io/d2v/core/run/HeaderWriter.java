package io.d2v.core.run;

import io.d2v.api.graph.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lays out a safetensors file: wide entries first, so that all lie aligned, then by name. */
final class HeaderWriter {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int ALIGNMENT = 8;

  private final Map<String, TensorType> types;
  private final Map<String, String> metadata;
  private final List<String> order;

  HeaderWriter(Map<String, TensorType> types, Map<String, String> metadata) {
    if (types.containsKey(HeaderReader.METADATA)) {
      throw new IllegalArgumentException("no tensor can be named " + HeaderReader.METADATA);
    }
    this.types = new TreeMap<>(types);
    this.metadata = new TreeMap<>(metadata);
    this.order =
        this.types.entrySet().stream()
            .sorted(
                Comparator.comparingInt(entry -> -StoredType.of(entry.getValue().dtype()).bytes()))
            .map(Map.Entry::getKey)
            .toList();
  }

  /** The names, in the order of their data. */
  List<String> order() {
    return order;
  }

  /** The header with its length in front. */
  ByteBuffer bytes() {
    ObjectNode header = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode section = header.putObject(HeaderReader.METADATA);
      metadata.forEach(section::put);
    }
    Map<String, Long> begins = new TreeMap<>();
    long at = 0;
    for (String name : order) {
      begins.put(name, at);
      at = Math.addExact(at, bytes(name));
    }
    begins.forEach((name, begin) -> describe(header.putObject(name), name, begin));

    byte[] text = JSON.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
    int padded = (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (padded > HeaderReader.MOST_HEADER_BYTES) {
      throw new IllegalArgumentException("a header of " + padded + " bytes is too long");
    }
    byte[] spaces = new byte[padded - text.length];
    Arrays.fill(spaces, (byte) ' ');
    return ByteBuffer.allocate(Long.BYTES + padded)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(padded)
        .put(text)
        .put(spaces)
        .flip();
  }

  private void describe(ObjectNode entry, String name, long begin) {
    entry.put("dtype", StoredType.of(type(name).dtype()).name());
    ArrayNode shape = entry.putArray("shape");
    Arrays.stream(type(name).shape().sizes()).forEach(shape::add);
    entry.putArray("data_offsets").add(begin).add(begin + bytes(name));
  }

  private long bytes(String name) {
    return (long) type(name).shape().elements() * StoredType.of(type(name).dtype()).bytes();
  }

  private TensorType type(String name) {
    TensorType type = types.get(name);
    if (type == null) {
      throw new IllegalArgumentException("no tensor " + name);
    }
    return type;
  }
}
