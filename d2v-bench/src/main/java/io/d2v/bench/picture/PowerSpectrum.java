package io.d2v.bench.picture;

/**
 * How much of each frequency is in short pieces of a recording. The transform is the plain one,
 * which takes half a second for a second of speech.
 */
final class PowerSpectrum {
  private final double[] window; // Hann's
  private final double[] cosines;

  /** Of pieces of so many numbers, an even count. */
  PowerSpectrum(int length) {
    window = new double[length];
    for (int i = 0; i < length; i++) {
      window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / length);
    }
    cosines = new double[2 * length];
    for (int i = 0; i < cosines.length; i++) {
      cosines[i] = Math.cos(2 * Math.PI * i / cosines.length);
    }
  }

  /**
   * The power at 0, 1, 2, ... half cycles a piece, up to half the rate. Beyond its ends the
   * recording is silent.
   */
  double[] around(float[] waveform, int middle) {
    int length = window.length;
    double[] piece = new double[length];
    for (int i = 0; i < length; i++) {
      int at = middle - length / 2 + i;
      piece[i] = at >= 0 && at < waveform.length ? waveform[at] * window[i] : 0;
    }
    double[] power = new double[length + 1];
    for (int frequency = 0; frequency <= length; frequency++) {
      power[frequency] = power(piece, frequency) / length;
    }
    return power;
  }

  private double power(double[] piece, int frequency) {
    double real = 0;
    double imaginary = 0;
    int turn = cosines.length;
    int cosine = 0;
    int sine = turn - turn / 4;
    for (double number : piece) {
      real += number * cosines[cosine];
      imaginary += number * cosines[sine];
      cosine += frequency;
      cosine -= cosine < turn ? 0 : turn;
      sine += frequency;
      sine -= sine < turn ? 0 : turn;
    }
    return real * real + imaginary * imaginary;
  }
}
