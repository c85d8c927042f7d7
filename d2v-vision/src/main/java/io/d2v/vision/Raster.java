package io.d2v.vision;

/** An image whose rows can be read. */
sealed interface Raster permits Picture, Bitmap {
  /** 1 for grey; 3 for red, green, blue. */
  int channels();

  int height();

  int width();

  /**
   * Copies a part of a row, as shares from 0 to 1.
   *
   * @param left the first column
   * @param width how many
   * @param out filled from {@code start} on
   */
  void row(int channel, int y, int left, int width, float[] out, int start);
}
