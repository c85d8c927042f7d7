package io.d2v.vision;

/** An image whose columns can be read. */
sealed interface Raster permits Picture, Bitmap {
  /** 1 for grey; 3 for red, green, blue. */
  int channels();

  int height();

  int width();

  /**
   * Copies a part of a column, as shares from 0 to 1.
   *
   * @param top the first row
   * @param height how many
   * @param out filled from {@code start} on
   */
  void column(int channel, int x, int top, int height, float[] out, int start);
}
