package io.d2v.audio;

import io.d2v.api.Encoder.Phase;
import io.d2v.api.Sample;
import java.io.IOException;
import java.util.random.RandomGenerator;

/**
 * Decoded recordings, brought to zero mean and unit variance as a whole (the reference's {@code
 * normalize}, a layer norm over the waveform), then cut.
 *
 * @param epsilon added to the variance: 1e-5 in the reference, 1e-7 in Hugging Face's extractor
 */
record DecodedWaveforms(double epsilon) implements Waveforms {
  @Override
  public int waveform(Sample sample, float[] out, Phase phase, RandomGenerator random)
      throws IOException {
    float[] whole = SoundDecoder.decode(sample);
    int spare = Math.max(0, whole.length - out.length);
    int begin = phase == Phase.TRAIN && spare > 0 ? random.nextInt(spare + 1) : 0;
    int length = whole.length - spare;
    Moments moments = Moments.of(whole);
    if (!Double.isFinite(moments.variance())) {
      throw new IOException("the recording has samples that are not finite");
    }
    double scale = 1 / Math.sqrt(moments.variance() + epsilon);
    normalize(whole, begin, length, (float) moments.mean(), (float) scale, out);
    return length;
  }

  private static void normalize(
      float[] in, int begin, int length, float mean, float scale, float[] out) {
    for (int i = 0; i < length; i++) {
      out[i] = (in[begin + i] - mean) * scale;
    }
  }
}
