package io.d2v.bench.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** A small picture. */
public final class Pixels {
  private static final int GREY = 0x808080;
  private static final int WHITE = 0xffffff;

  /** A frame's line is so many times thinner than its patch. */
  private static final int FRAME = 12;

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
    Patches patches = new Patches(masked.length, columns);
    int[] result = colours.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] = masked[patches.of(i)] ? GREY : result[i];
    }
    return new Pixels(width, height, result);
  }

  /**
   * The same in grey, each patch tinted in its colour.
   *
   * @param tints a pixel a patch
   * @param share of the tint, from 0 to 1
   */
  public Pixels tinted(Pixels tints, double share) {
    Patches patches = new Patches(tints.colours.length, tints.width);
    int[] result = new int[colours.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = Colour.mixed(Colour.grey(colours[i]), tints.colours[patches.of(i)], share);
    }
    return new Pixels(width, height, result);
  }

  /**
   * The same with a frame around a patch, white with black on its inner side.
   *
   * @param patch its number, row by row
   * @param patches how many there are
   * @param columns how many patches a row has
   */
  public Pixels framed(int patch, int patches, int columns) {
    Patches all = new Patches(patches, columns);
    int across = width / columns;
    int down = height / all.rows();
    int left = patch % columns * across;
    int top = patch / columns * down;
    int thick = Math.max(1, Math.min(across, down) / FRAME);
    int[] result = colours.clone();
    for (int y = 0; y < down; y++) {
      for (int x = 0; x < across; x++) {
        int edge = Math.min(Math.min(x, across - 1 - x), Math.min(y, down - 1 - y));
        if (edge < 2 * thick) {
          result[(top + y) * width + left + x] = edge < thick ? WHITE : 0;
        }
      }
    }
    return new Pixels(width, height, result);
  }

  /** Each pixel so many times as wide and as high. */
  public Pixels enlarged(int times) {
    return enlarged(times, times);
  }

  /** Each pixel so many times as wide, and so many times as high. */
  public Pixels enlarged(int across, int down) {
    int[] result = new int[colours.length * across * down];
    for (int i = 0; i < result.length; i++) {
      int row = i / (width * across) / down;
      result[i] = colours[row * width + i % (width * across) / across];
    }
    return new Pixels(width * across, height * down, result);
  }

  /** Patches that divide the picture, row by row. */
  private final class Patches {
    private final int rows;
    private final int columns;

    Patches(int count, int columns) {
      this.columns = columns;
      rows = count / columns;
      if (rows * columns != count || width % columns != 0 || height % rows != 0) {
        throw new IllegalArgumentException(
            count
                + " patches, "
                + columns
                + " a row, do not divide "
                + width
                + " x "
                + height
                + " pixels");
      }
    }

    int rows() {
      return rows;
    }

    /** The patch that a pixel belongs to. */
    int of(int pixel) {
      int row = pixel / width * rows / height;
      return row * columns + pixel % width * columns / width;
    }
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
