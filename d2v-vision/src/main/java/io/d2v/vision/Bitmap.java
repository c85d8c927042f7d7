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
  public void column(int channel, int x, int top, int height, float[] out, int start) {
    int at = 3 * (top * width + x) + 2 - channel;
    for (int y = 0; y < height; y++) {
      out[start + y] = SHARES[bgr[at] & 0xFF];
      at += 3 * width;
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
