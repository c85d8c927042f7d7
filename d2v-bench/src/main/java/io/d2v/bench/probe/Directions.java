package io.d2v.bench.probe;

/** Vectors divided by their lengths; a vector of zeros is similar to none. */
final class Directions {
  /** One row a feature, so that sums run along the samples: the JIT vectorises that. */
  private final float[][] columns;

  private final int size;

  Directions(float[][] vectors) {
    size = vectors.length;
    columns = new float[vectors[0].length][size];
    for (int i = 0; i < size; i++) {
      float scale = scale(vectors[i]);
      for (int d = 0; d < columns.length; d++) {
        columns[d][i] = vectors[i][d] * scale;
      }
    }
  }

  /** The cosine between this vector and each of them. */
  float[] similarities(float[] vector) {
    float[] sums = new float[size];
    float scale = scale(vector);
    for (int d = 0; d < columns.length; d++) {
      addScaled(sums, vector[d] * scale, columns[d]);
    }
    return sums;
  }

  private static void addScaled(float[] sums, float factor, float[] values) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += factor * values[i];
    }
  }

  private static float scale(float[] vector) {
    double squares = 0;
    for (float number : vector) {
      squares += (double) number * number;
    }
    return squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
  }
}
