package io.d2v.vision;

/**
 * A decoded image.
 *
 * @param channels 1 for grey; 3 for red, green, blue
 * @param pixels from 0 to 1: {@code [channels, height, width]}; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // a picture is passed on, never compared
record Picture(int channels, int height, int width, float[] pixels) implements Raster {
  private static final float RED = 0.299f; // luma of ITU-R BT.601, as Pillow's "L"
  private static final float GREEN = 0.587f;
  private static final float BLUE = 0.114f;

  @Override
  public void row(int channel, int y, int left, int width, float[] out, int start) {
    System.arraycopy(pixels, (channel * height + y) * this.width + left, out, start, width);
  }

  /** In grey or in colour. */
  Picture withChannels(int wanted) {
    if (wanted == channels) {
      return this;
    }
    int size = height * width;
    float[] converted = new float[wanted * size];
    if (wanted == 3) {
      for (int c = 0; c < 3; c++) {
        System.arraycopy(pixels, 0, converted, c * size, size);
      }
    } else {
      for (int i = 0; i < size; i++) {
        converted[i] = RED * pixels[i] + GREEN * pixels[size + i] + BLUE * pixels[2 * size + i];
      }
    }
    return new Picture(wanted, height, width, converted);
  }
}
