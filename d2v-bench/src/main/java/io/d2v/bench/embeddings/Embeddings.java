package io.d2v.bench.embeddings;

import io.d2v.api.UserError;
import java.util.ArrayList;
import java.util.List;

/** Vectors of one width, each with its sample's name. */
final class Embeddings {
  private final List<String> ids;
  private final float[][] vectors;

  Embeddings(List<String> ids, float[][] vectors) {
    ids = List.copyOf(ids);
    if (ids.size() != vectors.length) {
      throw new IllegalArgumentException(ids.size() + " names for " + vectors.length + " vectors");
    }
    if (vectors.length == 0) {
      throw new UserError(UserError.Kind.DATA, "no samples, so no embeddings to write");
    }
    for (int i = 0; i < vectors.length; i++) {
      check(ids.get(i), vectors[i], vectors[0].length);
    }
    this.ids = ids;
    this.vectors = vectors;
  }

  List<String> ids() {
    return ids;
  }

  float[][] vectors() {
    return vectors;
  }

  private static void check(String id, float[] vector, int width) {
    if (vector.length != width) {
      throw new IllegalArgumentException(
          id + ": " + vector.length + " numbers, the first vector has " + width);
    }
    for (float number : vector) {
      if (!Float.isFinite(number)) {
        throw new UserError(
            UserError.Kind.TRAINING,
            id + ": its embedding holds " + number + "; use an earlier checkpoint");
      }
    }
  }

  int width() {
    return vectors[0].length;
  }

  /** The names, one a line even where a name has line breaks, which are written as \n and \r. */
  List<String> idLines() {
    List<String> lines = new ArrayList<>();
    for (String id : ids) {
      lines.add(id.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r"));
    }
    return lines;
  }
}
