package io.d2v.bench.picture;

/** Sound as energy over time and frequency. */
public final class Spectrogram {
  private static final int BANDS = 64;
  private static final double WINDOW = 0.025; // seconds, as usual for speech
  private static final double STEP = 0.005; // seconds
  private static final float SHOWN = 60; // decibels from white to black
  private static final float SILENCE = -120; // decibels, beneath what 16 bits can say

  private final MelScale scale;
  private final Pixels pixels;

  private Spectrogram(MelScale scale, Pixels pixels) {
    this.scale = scale;
    this.pixels = pixels;
  }

  /**
   * Of a recording.
   *
   * @param waveform one number or more
   * @param rate how many of them a second has
   */
  public static Spectrogram of(float[] waveform, int rate) {
    MelScale scale = new MelScale(rate, BANDS);
    PowerSpectrum spectrum = new PowerSpectrum((int) (WINDOW * rate) / 2 * 2);
    int step = (int) (STEP * rate);
    int columns = (waveform.length + step - 1) / step;
    float[] decibels = new float[BANDS * columns];
    float loudest = SILENCE + SHOWN;
    for (int column = 0; column < columns; column++) {
      double[] bands = scale.bands(spectrum.around(waveform, column * step + step / 2));
      for (int band = 0; band < BANDS; band++) {
        float level = Math.max(SILENCE, (float) (10 * Math.log10(bands[band])));
        decibels[(BANDS - 1 - band) * columns + column] = level;
        loudest = Math.max(loudest, level);
      }
    }
    return new Spectrogram(scale, Pixels.of(1, BANDS, columns, decibels, loudest, loudest - SHOWN));
  }

  /** Loud is black, low is at the bottom; the columns divide the time evenly. */
  public Pixels pixels() {
    return pixels;
  }

  /** Where a frequency lies, as hearing has them apart: 0 at the bottom, 1 at the top. */
  public double height(double hertz) {
    return scale.place(hertz);
  }
}
