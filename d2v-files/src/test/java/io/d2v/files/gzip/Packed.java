package io.d2v.files.gzip;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Compressed data of many kinds. */
public final class Packed {
  private Packed() {}

  /** Some data with a name. */
  @SuppressWarnings("ArrayRecordComponent")
  record Sample(String name, byte[] bytes) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Random bytes, words, zeros, little, nothing, and all of them behind each other. */
  static Stream<Sample> samples() {
    byte[] noise = new byte[300_000];
    new Random(1).nextBytes(noise);
    byte[] words = words(700_000);
    byte[] zeros = new byte[500_000];
    byte[] skewed = skewed(200_000);
    return Stream.of(
        new Sample("nothing", new byte[0]),
        new Sample("one byte", new byte[] {7}),
        new Sample("noise", noise),
        new Sample("words", words),
        new Sample("zeros", zeros),
        new Sample("skewed", skewed),
        new Sample("all", join(words, noise, zeros, skewed, words)));
  }

  private static byte[] words(int length) {
    Random random = new Random(2);
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append("aeioustrnlm".charAt(random.nextInt(11)));
      if (random.nextInt(5) == 0) {
        text.append(Integer.toString(random.nextInt(1 << random.nextInt(20)), 36)).append(' ');
      }
    }
    return text.substring(0, length).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Bytes so unlike in number that codes get as long as they may. */
  private static byte[] skewed(int length) {
    Random random = new Random(3);
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) Math.min(255, (int) (-18 * Math.log(random.nextDouble())));
    }
    return bytes;
  }

  /** These behind each other. */
  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Stream.of(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }

  static byte[] deflated(byte[] bytes, int level, int strategy) {
    Deflater deflater = new Deflater(level, true);
    deflater.setStrategy(strategy);
    deflater.setInput(bytes);
    deflater.finish();
    byte[] room = new byte[bytes.length * 2 + 1000];
    int length = 0;
    while (!deflater.finished()) {
      length += deflater.deflate(room, length, room.length - length);
    }
    deflater.end();
    return Arrays.copyOf(room, length);
  }

  /** As a .gz. */
  public static byte[] gzipped(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static InputStream stream(byte[] packed) {
    return new ByteArrayInputStream(packed);
  }

  static InputStream streamFrom(byte[] packed, long bit) {
    int at = (int) (bit >>> 3);
    return new ByteArrayInputStream(packed, at, packed.length - at);
  }
}
