package io.d2v.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Damaged inputs, the same ones each time. */
final class Mutations {
  private static final int MOST_CHANGES = 4;
  private static final int MOST_BYTES = 1 << 16;
  private static final long[] AWKWARD = {
    0,
    1,
    -1,
    127,
    128,
    255,
    256,
    32767,
    32768,
    65535,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0xFFFF_FFFFL,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    1L << 40
  };
  private static final List<String> AWKWARD_TEXT =
      List.of(
          "0",
          "-1",
          "1e999",
          "NaN",
          "2147483648",
          "9223372036854775807",
          "18446744073709551616",
          "\0",
          "\t",
          "\n",
          "\"",
          "[",
          "{",
          "../",
          "\u00e9",
          "\ud83d\ude00",
          "null",
          "1.5",
          " ");

  private final List<byte[]> seeds;
  private final SplittableRandom random;

  Mutations(List<byte[]> seeds, long seed) {
    this.seeds = seeds;
    this.random = new SplittableRandom(seed);
  }

  byte[] next() {
    byte[] input = any().clone();
    int changes = 1 + random.nextInt(MOST_CHANGES);
    for (int i = 0; i < changes; i++) {
      input = changed(input);
    }
    return Arrays.copyOf(input, Math.min(input.length, MOST_BYTES));
  }

  private byte[] any() {
    return seeds.get(random.nextInt(seeds.size()));
  }

  private byte[] changed(byte[] input) {
    int at = random.nextInt(input.length + 1);
    int length = random.nextInt(Math.min(64, input.length - at) + 1);
    return switch (random.nextInt(9)) {
      case 0 -> set(input, at, 1, random.nextInt());
      case 1 -> set(input, at, 1, at < input.length ? input[at] ^ 1 << random.nextInt(8) : 0);
      case 2, 3 -> number(input, at);
      case 4 -> Arrays.copyOf(input, at);
      case 5 -> replaced(input, at, length, new byte[0]);
      case 6 -> replaced(input, at, 0, Arrays.copyOfRange(input, at, at + length));
      case 7 -> {
        String text = AWKWARD_TEXT.get(random.nextInt(AWKWARD_TEXT.size()));
        yield replaced(input, at, random.nextInt(3) == 0 ? length : 0, utf8(text));
      }
      default -> spliced(input, at);
    };
  }

  /** The begin of this and the end of another. */
  private byte[] spliced(byte[] input, int at) {
    byte[] other = any();
    int from = random.nextInt(other.length + 1);
    return replaced(Arrays.copyOf(input, at), at, 0, Arrays.copyOfRange(other, from, other.length));
  }

  private byte[] number(byte[] input, int at) {
    long value = AWKWARD[random.nextInt(AWKWARD.length)];
    int width = 1 << random.nextInt(4);
    return set(input, at, width, random.nextBoolean() ? value : Long.reverseBytes(value));
  }

  private static byte[] set(byte[] input, int at, int width, long value) {
    for (int i = 0; i < width && at + i < input.length; i++) {
      input[at + i] = (byte) (value >>> (Byte.SIZE * i));
    }
    return input;
  }

  private static byte[] replaced(byte[] input, int at, int length, byte[] by) {
    byte[] result = Arrays.copyOf(input, input.length - length + by.length);
    System.arraycopy(by, 0, result, at, by.length);
    System.arraycopy(input, at + length, result, at + by.length, input.length - at - length);
    return result;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
