package io.d2v.bench.speed;

import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * A tar of tars of JPEGs, as ImageNet's training images are distributed: classes of 1,300 images of
 * 500 x 375 pixels, about 70 KB each. A few images are made; a comment with a number makes each
 * file another.
 */
public final class SyntheticImages {
  private static final int MADE = 16;
  private static final int WIDTH = 500;
  private static final int HEIGHT = 375;
  private static final int EACH = 1300;
  private static final int COMMENT = 12; // FF FE, a length of 10, 8 bytes

  private final List<byte[]> jpegs;

  /** Makes the images. */
  public SyntheticImages() throws IOException {
    byte[][] made = new byte[MADE][];
    for (int i = 0; i < MADE; i++) {
      made[i] = jpeg(i);
    }
    jpegs = List.of(made);
  }

  /** Writes a tar of about this many bytes, whole classes of it. */
  public void write(Path file, long bytes) throws IOException {
    long size = IntStream.range(0, EACH).mapToLong(i -> TarWriter.stored(length(i))).sum();
    long classes = Math.max(1, bytes / size);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      TarWriter tar = new TarWriter(out);
      for (long c = 0; c < classes; c++) {
        String name = String.format(Locale.ROOT, "n%08d", 1_440_764 + c);
        tar.header(name + ".tar", size + TarWriter.END);
        for (int i = 0; i < EACH; i++) {
          image(tar, name + "_" + i + ".JPEG", i, c * EACH + i);
        }
        tar.end();
        tar.pad(size + TarWriter.END);
      }
      tar.end();
    }
  }

  private int length(int i) {
    return jpegs.get(i % MADE).length + COMMENT;
  }

  private void image(TarWriter tar, String name, int i, long number) throws IOException {
    byte[] jpeg = jpegs.get(i % MADE);
    tar.header(name, length(i));
    tar.out().write(jpeg, 0, 2);
    tar.out().write(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, COMMENT - 2});
    tar.out().write(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    tar.out().write(jpeg, 2, jpeg.length - 2);
    tar.pad(length(i));
  }

  /**
   * One of the images: smooth colours, and noise that makes it as large as a photograph.
   *
   * @param number which
   */
  public static byte[] jpeg(int number) throws IOException {
    SplittableRandom random = new SplittableRandom(number);
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int grey = (int) (80 + 70 * Math.sin((x + 20.0 * number) / 40) * Math.cos(y / 30.0));
        int noisy = grey + random.nextInt(100);
        image.setRGB(x, y, (noisy << 16) | ((noisy + random.nextInt(5)) << 8) | grey);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", out);
    return out.toByteArray();
  }
}
