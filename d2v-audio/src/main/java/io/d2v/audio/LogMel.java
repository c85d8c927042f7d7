package io.d2v.audio;

/**
 * The classic picture of sound: logarithms of the energy in bands that are as wide as hearing has
 * them, in windows of 25 ms, one every 10 ms (Davis and Mermelstein 1980; the scale is HTK's).
 */
final class LogMel {
  static final int BANDS = 40;

  private static final int WINDOW = 400;
  private static final int STEP = 160;
  private static final int SIZE = 512; // the next power of two, for the transform
  private static final double LOWEST = 20;
  private static final double HIGHEST = 8000;
  private static final double FLOOR = 1e-6; // of energy, beneath what 16 bits can say

  private LogMel() {}

  /** The mean of each band over time, then the deviation of each: {@code [2 * BANDS]}. */
  static float[] summary(float[] waveform) {
    double[] sum = new double[BANDS];
    double[] squares = new double[BANDS];
    int windows = Math.max(1, (waveform.length - WINDOW) / STEP + 1);
    for (int i = 0; i < windows; i++) {
      double[] bands = bands(waveform, i * STEP);
      for (int b = 0; b < BANDS; b++) {
        sum[b] += bands[b];
        squares[b] += bands[b] * bands[b];
      }
    }
    float[] summary = new float[2 * BANDS];
    for (int b = 0; b < BANDS; b++) {
      double mean = sum[b] / windows;
      summary[b] = (float) mean;
      summary[BANDS + b] = (float) Math.sqrt(Math.max(0, squares[b] / windows - mean * mean));
    }
    return summary;
  }

  private static double[] bands(float[] waveform, int start) {
    double[] real = new double[SIZE];
    double[] imaginary = new double[SIZE];
    for (int i = 0; i < WINDOW && start + i < waveform.length; i++) {
      double hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / WINDOW);
      real[i] = waveform[start + i] * hann;
    }
    transform(real, imaginary);
    double[] energy = new double[BANDS];
    for (int bin = 1; bin < SIZE / 2; bin++) {
      double power = real[bin] * real[bin] + imaginary[bin] * imaginary[bin];
      double place = place((double) bin * Resampler.RATE / SIZE); // in bands, from 0
      int below = (int) Math.floor(place);
      double share = place - below; // of the triangle above
      add(energy, below - 1, power * (1 - share));
      add(energy, below, power * share);
    }
    for (int b = 0; b < BANDS; b++) {
      energy[b] = Math.log(energy[b] / SIZE + FLOOR);
    }
    return energy;
  }

  private static void add(double[] energy, int band, double power) {
    if (band >= 0 && band < BANDS) {
      energy[band] += power;
    }
  }

  /** Where a frequency lies among the bands' edges; the centre of band b is at b + 1. */
  private static double place(double hertz) {
    double low = mel(LOWEST);
    return (mel(hertz) - low) / (mel(HIGHEST) - low) * (BANDS + 1);
  }

  private static double mel(double hertz) {
    return 2595 * Math.log10(1 + hertz / 700);
  }

  /** Cooley and Tukey's transform, in place. */
  private static void transform(double[] real, double[] imaginary) {
    for (int i = 0; i < SIZE; i++) {
      int mirrored = Integer.reverse(i) >>> (Integer.numberOfLeadingZeros(SIZE) + 1);
      if (mirrored > i) {
        double kept = real[i];
        real[i] = real[mirrored];
        real[mirrored] = kept;
      }
    }
    for (int half = 1; half < SIZE; half *= 2) {
      for (int k = 0; k < half; k++) {
        double cosine = Math.cos(Math.PI * k / half);
        double sine = -Math.sin(Math.PI * k / half);
        for (int a = k; a < SIZE; a += 2 * half) {
          int b = a + half;
          double r = real[b] * cosine - imaginary[b] * sine;
          double i = real[b] * sine + imaginary[b] * cosine;
          real[b] = real[a] - r;
          imaginary[b] = imaginary[a] - i;
          real[a] += r;
          imaginary[a] += i;
        }
      }
    }
  }
}
