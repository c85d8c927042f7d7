package io.d2v.audio;

import io.d2v.api.Encoder.Phase;
import io.d2v.api.Sample;
import java.io.IOException;
import java.util.random.RandomGenerator;

/** Makes waveforms of samples. Safe for several threads at once. */
@FunctionalInterface
interface Waveforms {
  /**
   * A recording at 16 kHz, one channel, normalised; cut where it is longer, at random in training.
   *
   * @param most the most samples that are wanted
   * @return one sample or more
   * @throws IOException if the sample is damaged
   */
  float[] waveform(Sample sample, int most, Phase phase, RandomGenerator random) throws IOException;
}
