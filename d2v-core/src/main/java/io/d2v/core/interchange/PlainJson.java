package io.d2v.core.interchange;

import io.d2v.api.SmallFile;
import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON as plain maps, lists, texts, numbers and truth values; what is null is left out. */
final class PlainJson {
  private static final int MOST_BYTES = 16 << 20;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private PlainJson() {}

  static Map<String, Object> read(Path file) throws IOException {
    try {
      JsonNode root =
          JSON.readTree(new SmallFile(file, MOST_BYTES, UserError.Kind.CHECKPOINT).text());
      if (root.isObject()) {
        return mapping(root);
      }
    } catch (JacksonException broken) {
      throw new UserError(
          UserError.Kind.CHECKPOINT,
          file + ": this is not valid JSON: " + broken.getOriginalMessage());
    }
    throw new UserError(UserError.Kind.CHECKPOINT, file + ": this is not a JSON object");
  }

  /** Sorted by keys, as transformers does, and since a map may have another order each time. */
  static String write(Map<String, Object> value) {
    return JSON.writerWithDefaultPrettyPrinter()
            .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .writeValueAsString(value)
        + "\n";
  }

  private static Map<String, Object> mapping(JsonNode node) {
    Map<String, Object> entries = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      value(entry.getValue()).ifPresent(value -> entries.put(entry.getKey(), value));
    }
    return entries;
  }

  private static Optional<Object> value(JsonNode node) {
    if (node.isObject()) {
      return Optional.of(mapping(node));
    }
    if (node.isArray()) {
      List<Object> items = new ArrayList<>();
      node.forEach(item -> value(item).ifPresent(items::add));
      return Optional.of(items);
    }
    if (node.isString()) {
      return Optional.of(node.stringValue());
    }
    if (node.isBoolean()) {
      return Optional.of(node.booleanValue());
    }
    if (node.isNumber()) {
      return Optional.of(
          node.isIntegralNumber() && node.canConvertToLong()
              ? (Number) node.longValue()
              : (Number) node.doubleValue());
    }
    return Optional.empty();
  }
}
