package io.d2v.core.recipe;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Writes nodes so that {@link YamlReader} reads the same ones. */
final class YamlWriter {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What can stand without quotes in any place, unless it reads as null. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_+./][A-Za-z0-9_+./-]*|-[0-9.]+[0-9eE.+-]*");

  private static final Pattern NULL = Pattern.compile("null|Null|NULL");

  private YamlWriter() {}

  static String write(Node.Mapping mapping) {
    StringBuilder text = new StringBuilder();
    write(mapping, "", text);
    return text.toString();
  }

  private static void write(Node.Mapping mapping, String indent, StringBuilder text) {
    for (Map.Entry<String, Node> entry : mapping.entries().entrySet()) {
      if (entry.getValue() instanceof Node.Nothing) {
        continue;
      }
      text.append(indent).append(scalar(entry.getKey())).append(':');
      if (entry.getValue() instanceof Node.Mapping section && !section.entries().isEmpty()) {
        text.append('\n');
        write(section, indent + "  ", text);
      } else {
        text.append(' ').append(flow(entry.getValue())).append('\n');
      }
    }
  }

  /** On one line. */
  static String flow(Node node) {
    if (node instanceof Node.Scalar scalar) {
      return scalar(scalar.text());
    }
    if (node instanceof Node.Sequence sequence) {
      return sequence.items().stream()
          .map(YamlWriter::flow)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (node instanceof Node.Mapping mapping) {
      return mapping.entries().entrySet().stream()
          .map(entry -> scalar(entry.getKey()) + ": " + flow(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return "null";
  }

  private static String scalar(String text) {
    return PLAIN.matcher(text).matches() && !NULL.matcher(text).matches()
        ? text
        : JSON.writeValueAsString(text);
  }
}
