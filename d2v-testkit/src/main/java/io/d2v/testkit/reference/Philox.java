package io.d2v.testkit.reference;

/** The counter-based generator Philox 4x32-10 (Salmon et al. 2011, section 3.3). */
final class Philox {
  private static final int ROUNDS = 10;
  private static final int MULTIPLIER_0 = 0xD2511F53;
  private static final int MULTIPLIER_1 = 0xCD9E8D57;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;

  private Philox() {}

  /** The four output words of a counter of four words under a key of two. */
  static int[] block(int[] counter, int[] key) {
    int[] word = counter.clone();
    int key0 = key[0];
    int key1 = key[1];
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = Integer.toUnsignedLong(word[0]) * Integer.toUnsignedLong(MULTIPLIER_0);
      long product1 = Integer.toUnsignedLong(word[2]) * Integer.toUnsignedLong(MULTIPLIER_1);
      word[0] = (int) (product1 >>> 32) ^ word[1] ^ key0;
      word[1] = (int) product1;
      word[2] = (int) (product0 >>> 32) ^ word[3] ^ key1;
      word[3] = (int) product0;
      key0 += WEYL_0;
      key1 += WEYL_1;
    }
    return word;
  }

  /** Numbers in [0, 1) as {@link io.d2v.api.graph.Op.Uniform} says. */
  static double[] uniform(int count, int[] key, long site) {
    double[] numbers = new double[count];
    int[] counter = {0, 0, (int) site, (int) (site >>> 32)};
    for (int begin = 0; begin < count; begin += 4) {
      counter[0] = begin / 4;
      int[] words = block(counter, key);
      for (int i = begin; i < Math.min(begin + 4, count); i++) {
        numbers[i] = Float.intBitsToFloat(0x3f800000 | (words[i - begin] & 0x7fffff)) - 1f;
      }
    }
    return numbers;
  }
}
