package io.d2v.audio;

import io.d2v.api.Encoder.Phase;
import io.d2v.api.Sample;
import java.io.IOException;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Decoded recordings, brought to zero mean and unit variance as a whole (the reference's {@code
 * normalize}, a layer norm over the waveform), then cut.
 *
 * @param epsilon added to the variance: 1e-5 in the reference, 1e-7 in Hugging Face's extractor
 */
record DecodedWaveforms(double epsilon) implements Waveforms {
  @Override
  public float[] waveform(Sample sample, int most, Phase phase, RandomGenerator random)
      throws IOException {
    float[] whole = normalized(SoundDecoder.decode(sample), epsilon);
    int spare = Math.max(0, whole.length - most);
    int begin = phase == Phase.TRAIN && spare > 0 ? random.nextInt(spare + 1) : 0;
    return Arrays.copyOfRange(whole, begin, begin + whole.length - spare);
  }

  /** Zero mean and unit variance; the variance is that of the given samples, biased. */
  static float[] normalized(float[] samples, double epsilon) throws IOException {
    Moments moments = Moments.of(samples);
    double mean = moments.mean();
    double variance = moments.variance();
    if (!Double.isFinite(variance)) {
      throw new IOException("the recording has samples that are not finite");
    }
    double scale = 1 / Math.sqrt(variance + epsilon);
    float[] normal = new float[samples.length];
    for (int i = 0; i < samples.length; i++) {
      normal[i] = (float) ((samples[i] - mean) * scale);
    }
    return normal;
  }
}
