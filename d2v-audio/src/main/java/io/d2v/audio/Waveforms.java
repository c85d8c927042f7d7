package io.d2v.audio;

import io.d2v.api.Encoder.Phase;
import io.d2v.api.Sample;
import java.io.IOException;
import java.util.random.RandomGenerator;

/** Makes waveforms of samples. Safe for several threads at once. */
@FunctionalInterface
interface Waveforms {
  /**
   * Writes a recording at 16 kHz, one channel, normalised; cut where there is no room for all of
   * it, at random in training.
   *
   * @param out filled from its start on
   * @return how many samples were written, one or more
   * @throws IOException if the sample is damaged
   */
  int waveform(Sample sample, float[] out, Phase phase, RandomGenerator random) throws IOException;
}
