package io.d2v.text;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Words of a few syllables, whose frequencies fall as in a language (Zipf's law). */
final class MadeUpText {
  private static final int WORDS = 20_000;
  private static final String CONSONANTS = "bcdfghklmnprstvw";
  private static final String VOWELS = "aeiou";

  private final SplittableRandom random = new SplittableRandom(1);
  private final String[] words =
      IntStream.range(0, WORDS).mapToObj(i -> word()).toArray(String[]::new);

  /** As many characters of it, or a word more; each is a byte. */
  String of(int characters) {
    StringBuilder text = new StringBuilder(characters + 16);
    while (text.length() < characters) {
      // The rank's logarithm is uniform where frequency is one over the rank.
      int rank = (int) Math.exp(random.nextDouble() * Math.log(WORDS));
      text.append(words[rank - 1]).append(random.nextInt(12) == 0 ? ".\n" : " ");
    }
    return text.toString();
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    for (int syllables = 1 + random.nextInt(4); syllables > 0; syllables--) {
      word.append(CONSONANTS.charAt(random.nextInt(CONSONANTS.length())));
      word.append(VOWELS.charAt(random.nextInt(VOWELS.length())));
    }
    return word.toString();
  }
}
