package io.d2v.cli.view;

import io.d2v.bench.picture.HeatMap;
import io.d2v.bench.picture.Pixels;
import java.util.Locale;
import java.util.stream.IntStream;

/** A number for each token of a sample. */
@SuppressWarnings("ArrayRecordComponent") // made once and read; never compared
record Numbers(float[] values) {
  /** Each against one: the cosine of the angle between two tokens' features. */
  static Numbers cosines(float[][] features, int token) {
    float[] cosines = new float[features.length];
    for (int i = 0; i < cosines.length; i++) {
      double lengths =
          Math.sqrt(dot(features[i], features[i]) * dot(features[token], features[token]));
      cosines[i] = lengths > 0 ? (float) (dot(features[i], features[token]) / lengths) : 0;
    }
    return new Numbers(cosines);
  }

  private static double dot(float[] left, float[] right) {
    double sum = 0;
    for (int d = 0; d < left.length; d++) {
      sum += (double) left[d] * right[d];
    }
    return sum;
  }

  double least() {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).min().orElseThrow();
  }

  double most() {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).max().orElseThrow();
  }

  /** Where a token's number lies between the least and the most. */
  double share(int token) {
    double range = most() - least();
    return range > 0 ? (values[token] - least()) / range : 0;
  }

  /** From the least, which is darkest, to the most. */
  Pixels heat(int columns) {
    return HeatMap.of(values, columns, least(), most());
  }

  /** From the least to the most, in words. */
  String range() {
    return String.format(Locale.ROOT, "%.2g to %.2g", least(), most());
  }
}
