package io.d2v.bench.probe;

import io.d2v.api.UserError;

/** Feature vectors of one width, all numbers finite, each with a label from 0 on. */
final class LabelledFeatures {
  private final float[][] features;
  private final int[] labels;

  LabelledFeatures(float[][] features, int[] labels) {
    if (features.length == 0 || features.length != labels.length) {
      throw new IllegalArgumentException(
          features.length + " feature vectors with " + labels.length + " labels");
    }
    for (int i = 0; i < features.length; i++) {
      check(features[i], features[0].length, i);
      if (labels[i] < 0) {
        throw new IllegalArgumentException("label " + labels[i] + " of vector " + i);
      }
    }
    this.features = features;
    this.labels = labels;
  }

  float[][] features() {
    return features;
  }

  int[] labels() {
    return labels;
  }

  private static void check(float[] vector, int width, int index) {
    if (vector.length != width) {
      throw new IllegalArgumentException(
          "vector " + index + " has " + vector.length + " numbers, the first has " + width);
    }
    for (float number : vector) {
      if (!Float.isFinite(number)) {
        throw new UserError(
            UserError.Kind.TRAINING,
            "features of sample "
                + index
                + " hold "
                + number
                + ": the encoder diverged; use an earlier checkpoint or a lower learning rate");
      }
    }
  }

  int size() {
    return labels.length;
  }

  int width() {
    return features[0].length;
  }

  /** One more than the largest label. */
  int classes() {
    int largest = 0;
    for (int label : labels) {
      largest = Math.max(largest, label);
    }
    return largest + 1;
  }

  /** Those at these places. */
  LabelledFeatures at(int[] places) {
    float[][] some = new float[places.length][];
    int[] theirs = new int[places.length];
    for (int i = 0; i < places.length; i++) {
      some[i] = features[places[i]];
      theirs[i] = labels[places[i]];
    }
    return new LabelledFeatures(some, theirs);
  }

  void checkWidth(LabelledFeatures other) {
    if (other.width() != width()) {
      throw new IllegalArgumentException(
          "trained on features of width " + width() + ", tested on width " + other.width());
    }
  }
}
