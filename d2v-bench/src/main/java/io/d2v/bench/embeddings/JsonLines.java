package io.d2v.bench.embeddings;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Embeddings as an object a line, and names as a JSON array. */
final class JsonLines {
  private JsonLines() {}

  static void write(Path file, Embeddings embeddings) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < embeddings.vectors().length; i++) {
        out.write("{\"id\":" + string(embeddings.ids().get(i)) + ",\"vector\":[");
        float[] vector = embeddings.vectors()[i];
        for (int d = 0; d < vector.length; d++) {
          out.write((d == 0 ? "" : ",") + vector[d]);
        }
        out.write("]}\n");
      }
    }
  }

  static String array(List<String> strings) {
    return strings.stream().map(JsonLines::string).collect(Collectors.joining(",", "[", "]"));
  }

  private static String string(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
