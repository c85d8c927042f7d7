package io.d2v.audio;

/**
 * Of a waveform. Sums are of doubles, in which those of an hour of floats are exact enough to be
 * taken in one go.
 *
 * @param variance biased
 */
record Moments(double mean, double variance) {
  /** Four sums side by side, since each addition has to wait for the one before. */
  static Moments of(float[] samples) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double q0 = 0;
    double q1 = 0;
    double q2 = 0;
    double q3 = 0;
    int whole = samples.length & ~3;
    for (int i = 0; i < whole; i += 4) {
      double a = samples[i];
      double b = samples[i + 1];
      double c = samples[i + 2];
      double d = samples[i + 3];
      s0 += a;
      s1 += b;
      s2 += c;
      s3 += d;
      q0 += a * a;
      q1 += b * b;
      q2 += c * c;
      q3 += d * d;
    }
    for (int i = whole; i < samples.length; i++) {
      s0 += samples[i];
      q0 += (double) samples[i] * samples[i];
    }
    double mean = (s0 + s1 + s2 + s3) / samples.length;
    double square = (q0 + q1 + q2 + q3) / samples.length;
    return new Moments(mean, Math.max(0, square - mean * mean));
  }
}
