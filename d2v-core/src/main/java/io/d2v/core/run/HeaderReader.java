package io.d2v.core.run;

import io.d2v.api.UserError;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.TensorType;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the header of a safetensors file and believes nothing of it: whatever does not add up is
 * refused before memory for tensors is asked for.
 */
final class HeaderReader {
  static final int MOST_HEADER_BYTES = 16 << 20;
  static final String METADATA = "__metadata__";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Path file;

  HeaderReader(Path file) {
    this.file = file;
  }

  SafetensorsHeader read(FileChannel channel) throws IOException {
    long fileBytes = channel.size();
    long headerBytes = headerBytes(channel, fileBytes);
    byte[] text = new byte[(int) headerBytes];
    readFully(channel, ByteBuffer.wrap(text), Long.BYTES);
    long dataStart = Long.BYTES + headerBytes;

    Map<String, String> metadata = new LinkedHashMap<>();
    List<Located> found = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : parse(text).properties()) {
      if (field.getKey().equals(METADATA)) {
        readMetadata(field.getValue(), metadata);
      } else {
        found.add(located(field.getKey(), field.getValue()));
      }
    }
    found.sort(Comparator.comparingLong(Located::begin));
    Map<String, SafetensorsHeader.Entry> tensors = new LinkedHashMap<>();
    long covered = 0;
    for (Located next : found) {
      if (next.begin != covered) {
        throw damaged(
            next.name,
            "its data begins at " + next.begin + ", but the data before it ends at " + covered);
      }
      covered = next.end;
      tensors.put(
          next.name,
          new SafetensorsHeader.Entry(next.stored.name(), next.type, dataStart + next.begin));
    }
    if (covered != fileBytes - dataStart) {
      throw damaged(
          "the tensors take "
              + covered
              + " bytes, but the file has "
              + (fileBytes - dataStart)
              + " bytes of data; it may be an incomplete copy");
    }
    return new SafetensorsHeader(tensors, metadata);
  }

  private long headerBytes(FileChannel channel, long fileBytes) throws IOException {
    if (fileBytes < Long.BYTES) {
      throw damaged("it has only " + fileBytes + " bytes");
    }
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    readFully(channel, length, 0);
    long bytes = length.getLong(0);
    if (bytes < 2 || bytes > MOST_HEADER_BYTES) {
      throw damaged(
          "its header claims "
              + Long.toUnsignedString(bytes)
              + " bytes; from 2 to "
              + MOST_HEADER_BYTES
              + " are allowed");
    }
    if (bytes > fileBytes - Long.BYTES) {
      throw damaged(
          "its header claims "
              + bytes
              + " bytes, but the file ends after "
              + (fileBytes - Long.BYTES)
              + "; it may be an incomplete copy");
    }
    return bytes;
  }

  private JsonNode parse(byte[] text) {
    try {
      // Decoded first, strictly: a JSON parser may let ill-formed UTF-8 pass.
      JsonNode header =
          JSON.readTree(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString());
      if (!header.isObject()) {
        throw damaged("its header is not a JSON object");
      }
      return header;
    } catch (JacksonException broken) {
      throw damaged("its header is not valid JSON: " + broken.getOriginalMessage());
    } catch (CharacterCodingException broken) {
      throw damaged("its header is not UTF-8 text");
    }
  }

  private void readMetadata(JsonNode node, Map<String, String> metadata) {
    if (!node.isObject()) {
      throw damaged(METADATA + " is not a JSON object");
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!field.getValue().isString()) {
        throw damaged(METADATA + " '" + field.getKey() + "' is not text");
      }
      metadata.put(field.getKey(), field.getValue().stringValue());
    }
  }

  private Located located(String name, JsonNode node) {
    if (!node.isObject() || node.size() != 3) {
      throw damaged(name, "it is not described by dtype, shape and data_offsets");
    }
    StoredType stored = storedType(name, node.path("dtype"));
    long[] sizes = numbers(name, node.path("shape"), "shape");
    long[] offsets = numbers(name, node.path("data_offsets"), "data_offsets");
    if (offsets.length != 2 || offsets[1] < offsets[0]) {
      throw damaged(name, "data_offsets are not [begin, end]: " + Arrays.toString(offsets));
    }
    Shape shape = shape(name, sizes);
    long bytes = Math.multiplyExact((long) shape.elements(), (long) stored.bytes());
    if (offsets[1] - offsets[0] != bytes) {
      throw damaged(
          name,
          stored.name()
              + shape
              + " takes "
              + bytes
              + " bytes, but data_offsets "
              + Arrays.toString(offsets)
              + " hold "
              + (offsets[1] - offsets[0]));
    }
    return new Located(
        name, stored, new TensorType(stored.readAs(), shape), offsets[0], offsets[1]);
  }

  private StoredType storedType(String name, JsonNode node) {
    for (StoredType type : StoredType.values()) {
      if (node.isString() && type.name().equals(node.stringValue())) {
        return type;
      }
    }
    throw damaged(name, "dtype " + node + " is not one of " + Arrays.toString(StoredType.values()));
  }

  private long[] numbers(String name, JsonNode node, String key) {
    boolean valid = node.isArray();
    long[] numbers = new long[node.size()];
    for (int i = 0; i < numbers.length && valid; i++) {
      JsonNode number = node.get(i);
      valid = number.isIntegralNumber() && number.canConvertToLong() && number.longValue() >= 0;
      numbers[i] = valid ? number.longValue() : 0;
    }
    if (!valid) {
      throw damaged(name, key + " is not a list of whole numbers from 0");
    }
    return numbers;
  }

  private Shape shape(String name, long[] sizes) {
    int[] exact = new int[Math.min(sizes.length, Shape.MOST_AXES + 1)];
    for (int i = 0; i < exact.length; i++) {
      if (sizes[i] > Integer.MAX_VALUE) {
        throw damaged(name, "shape " + Arrays.toString(sizes) + " is too large");
      }
      exact[i] = (int) sizes[i];
    }
    try {
      return Shape.of(exact);
    } catch (IllegalArgumentException impossible) {
      throw damaged(name, String.valueOf(impossible.getMessage()));
    }
  }

  /** Fills the buffer from this position of the file. */
  static void readFully(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
    long at = position;
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, at);
      if (read < 0) {
        throw new EOFException("the file ended at " + at + " while it was read");
      }
      at += read;
    }
  }

  UserError damaged(String what) {
    return new UserError(
        UserError.Kind.CHECKPOINT, file + ": not a valid safetensors file: " + what);
  }

  UserError damaged(String tensor, String what) {
    return damaged("tensor '" + tensor + "': " + what);
  }

  private record Located(String name, StoredType stored, TensorType type, long begin, long end) {}
}
