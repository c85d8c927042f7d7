package io.d2v.audio;

import java.util.List;

/** How many samples become how many frames: convolutions without padding, one after the other. */
record Convolutions(List<Integer> kernels, List<Integer> strides) {
  /** How many there are. */
  int count() {
    return kernels.size();
  }

  /** Samples, then frames after each convolution; 0 where there are too few. */
  int[] lengths(int samples) {
    int[] lengths = new int[count() + 1];
    lengths[0] = samples;
    for (int i = 0; i < count(); i++) {
      int room = lengths[i] - kernels.get(i);
      lengths[i + 1] = room < 0 ? 0 : room / strides.get(i) + 1;
    }
    return lengths;
  }

  /** Frames after the last. */
  int frames(int samples) {
    return lengths(samples)[count()];
  }

  /** The fewest samples that make a frame. */
  int least() {
    int samples = 1;
    for (int i = count() - 1; i >= 0; i--) {
      samples = (samples - 1) * strides.get(i) + kernels.get(i);
    }
    return samples;
  }
}
