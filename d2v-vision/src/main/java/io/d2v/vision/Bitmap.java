package io.d2v.vision;

/**
 * An image as OpenCV decodes it.
 *
 * @param bgr blue, green and red of each pixel, row by row; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // a bitmap is passed on, never compared
record Bitmap(int height, int width, byte[] bgr) implements Raster {
  private static final float[] SHARES = shares(); // looked up, since dividing is slow

  @Override
  public int channels() {
    return 3;
  }

  @Override
  public void row(int channel, int y, int left, int width, float[] out, int start) {
    int at = 3 * (y * this.width + left) + 2 - channel;
    for (int x = 0; x < width; x++) {
      out[start + x] = SHARES[bgr[at] & 0xFF];
      at += 3;
    }
  }

  private static float[] shares() {
    float[] shares = new float[256];
    for (int value = 0; value < shares.length; value++) {
      shares[value] = value / 255f;
    }
    return shares;
  }
}
