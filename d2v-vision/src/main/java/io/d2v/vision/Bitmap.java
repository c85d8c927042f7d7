package io.d2v.vision;

/**
 * A decoded file, a byte a colour.
 *
 * @param words red, green and blue of each pixel from the highest byte on, row by row; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // a bitmap is passed on, never compared
record Bitmap(int height, int width, int[] words) implements Raster {
  private static final int RED = 24; // its lowest bit; green and blue follow below
  private static final float BYTE = 255f;

  /** Of blue, green and red bytes, as OpenCV has them. */
  static Bitmap ofBgr(int height, int width, byte[] bgr) {
    int[] words = new int[height * width];
    for (int i = 0; i < words.length; i++) {
      words[i] =
          (bgr[3 * i + 2] & 0xFF) << 24 | (bgr[3 * i + 1] & 0xFF) << 16 | (bgr[3 * i] & 0xFF) << 8;
    }
    return new Bitmap(height, width, words);
  }

  @Override
  public int channels() {
    return 3;
  }

  @Override
  public void row(int channel, int y, int left, int width, float[] out, int start) {
    int at = y * this.width + left;
    int shift = RED - Byte.SIZE * channel;
    for (int x = 0; x < width; x++) {
      out[start + x] = (words[at + x] >>> shift & 0xFF) / BYTE;
    }
  }
}
