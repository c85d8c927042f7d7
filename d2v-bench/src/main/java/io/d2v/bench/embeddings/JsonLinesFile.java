package io.d2v.bench.embeddings;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Embeddings as an object a line. */
final class JsonLinesFile implements EmbeddingFile {
  private final BufferedWriter out;

  JsonLinesFile(Path file) throws IOException {
    out = Files.newBufferedWriter(file);
  }

  @Override
  public void add(String id, float[] vector) throws IOException {
    out.write("{\"id\":" + string(id) + ",\"vector\":[");
    for (int d = 0; d < vector.length; d++) {
      out.write((d == 0 ? "" : ",") + vector[d]);
    }
    out.write("]}\n");
  }

  @Override
  public void finish(long count, int width) throws IOException {
    out.close();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /** A string in JSON. */
  static String string(String text) {
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
