package io.d2v.bench.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** A small picture. */
public final class Pixels {
  private static final int GREY = 0x808080;

  private final int width;
  private final int height;
  private final int[] colours;

  /**
   * A picture of these colours.
   *
   * @param colours row by row, each {@code 0xRRGGBB}
   */
  public Pixels(int width, int height, int[] colours) {
    if (width < 1 || height < 1 || colours.length != width * height) {
      throw new IllegalArgumentException(
          colours.length + " colours for " + width + " x " + height + " pixels");
    }
    this.width = width;
    this.height = height;
    this.colours = colours;
  }

  /** How many pixels a row has. */
  public int width() {
    return width;
  }

  /** How many rows it has. */
  public int height() {
    return height;
  }

  /** Row by row, each {@code 0xRRGGBB}. */
  public int[] colours() {
    return colours;
  }

  /**
   * Numbers as brightness; what lies outside the range is cut off.
   *
   * @param channels 1 or 3
   * @param numbers in the order channel, row, column
   * @param black the number that is black
   * @param white the number that is full brightness
   */
  public static Pixels of(
      int channels, int height, int width, float[] numbers, float black, float white) {
    if ((channels != 1 && channels != 3) || numbers.length != channels * height * width) {
      throw new IllegalArgumentException(
          numbers.length
              + " numbers for "
              + channels
              + " channels of "
              + width
              + " x "
              + height
              + " pixels");
    }
    int area = height * width;
    int[] colours = new int[area];
    for (int i = 0; i < area; i++) {
      for (int c = 0; c < 3; c++) {
        float number = numbers[(c % channels) * area + i];
        colours[i] = colours[i] << 8 | Colour.level((number - black) / (white - black));
      }
    }
    return new Pixels(width, height, colours);
  }

  /**
   * The same with masked patches in grey.
   *
   * @param masked patch by patch, row by row
   * @param columns how many patches a row has
   */
  public Pixels masked(boolean[] masked, int columns) {
    int rows = masked.length / columns;
    if (rows * columns != masked.length || width % columns != 0 || height % rows != 0) {
      throw new IllegalArgumentException(
          masked.length
              + " patches, "
              + columns
              + " a row, do not divide "
              + width
              + " x "
              + height
              + " pixels");
    }
    int[] result = colours.clone();
    for (int i = 0; i < result.length; i++) {
      int row = i / width * rows / height;
      int column = i % width * columns / width;
      result[i] = masked[row * columns + column] ? GREY : result[i];
    }
    return new Pixels(width, height, result);
  }

  /** It as a PNG file. */
  public byte[] png() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, height, colours, 0, width);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, "png", bytes)) {
        throw new IllegalStateException("this Java runtime writes no PNG");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
