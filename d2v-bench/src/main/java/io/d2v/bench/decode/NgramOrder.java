package io.d2v.bench.decode;

import java.util.Arrays;

/** The n-grams of one order, each a state of the order below and a word. */
final class NgramOrder {
  private static final int[] UNLINKED = {};

  private final Grams grams;
  private float[] probabilities;
  private float[] backOffs;
  private int[] shorter = UNLINKED;

  /**
   * None yet.
   *
   * @param expected how many will come
   * @param highest whether none has a weight for backing off
   */
  NgramOrder(int expected, boolean highest) {
    grams = new Grams(expected);
    probabilities = new float[expected];
    backOffs = new float[highest ? 0 : expected];
  }

  /** The bytes that so many n-grams take. */
  static long bytes(long count, boolean highest) {
    return Grams.bytes(count) + (highest ? 4 : 12) * count;
  }

  int size() {
    return grams.size();
  }

  /**
   * Adds one.
   *
   * @return false if it was there already
   */
  boolean add(int context, int word, float probability, float backOff) {
    int number = grams.size();
    if (grams.add(context, word) != number) {
      return false;
    }
    if (number == probabilities.length) {
      probabilities = Arrays.copyOf(probabilities, number + number / 2 + 16);
      backOffs = backOffs.length == 0 ? backOffs : Arrays.copyOf(backOffs, probabilities.length);
    }
    probabilities[number] = probability;
    if (backOffs.length > 0) {
      backOffs[number] = backOff;
    }
    return true;
  }

  int find(int context, int word) {
    return grams.find(context, word);
  }

  int context(int gram) {
    return grams.before(gram);
  }

  int word(int gram) {
    return grams.next(gram);
  }

  float probability(int gram) {
    return probabilities[gram];
  }

  float backOff(int gram) {
    return backOffs.length == 0 ? 0 : backOffs[gram];
  }

  int shorter(int gram) {
    return shorter[gram];
  }

  void link(int[] states) {
    shorter = states;
  }
}
