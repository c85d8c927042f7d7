package io.d2v.text;

import io.d2v.text.Vocabulary.Pair;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Learns which byte pairs to merge: the most frequent one, again and again (Sennrich et al. 2016).
 * Of pairs that are equally frequent the one whose ids are smaller comes first, as in Hugging
 * Face's tokenizers.
 */
final class BytePairTrainer {
  private final List<String> tokens = new ArrayList<>();
  private final Map<String, Integer> ids = new LinkedHashMap<>();
  private final int[] byteIds = new int[256];
  private final List<int[]> words = new ArrayList<>();
  private final long[] counts;
  private final PairCounts pairs = new PairCounts();

  private BytePairTrainer(int words) {
    counts = new long[words];
  }

  /**
   * Learns a vocabulary.
   *
   * @param words each word with how often it comes
   * @param special tokens that stand for themselves; they get the first ids
   * @param size how many ids are wanted; fewer come where no pair is frequent enough
   * @param least how often a pair has to come
   */
  static Vocabulary train(Map<String, Long> words, List<String> special, int size, long least) {
    BytePairTrainer trainer = new BytePairTrainer(words.size());
    special.forEach(trainer::add);
    IntStream.range(0, 256)
        .map(ByteCharacters::of)
        .sorted()
        .forEach(character -> trainer.add(String.valueOf((char) character)));
    Arrays.setAll(trainer.byteIds, value -> trainer.add(String.valueOf(ByteCharacters.of(value))));
    words.forEach(trainer::word);
    return trainer.merge(size, Math.max(1, least));
  }

  private int add(String token) {
    Integer known = ids.putIfAbsent(token, tokens.size());
    if (known != null) {
      return known;
    }
    tokens.add(token);
    return tokens.size() - 1;
  }

  private void word(String word, long count) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    int[] symbols = new int[bytes.length];
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] = byteIds[bytes[i] & 0xFF];
    }
    int index = words.size();
    words.add(symbols);
    counts[index] = count;
    for (int i = 0; i + 1 < symbols.length; i++) {
      pairs.more(PairTable.pair(symbols[i], symbols[i + 1]), count, index);
    }
  }

  private Vocabulary merge(int size, long least) {
    Map<Long, Pair> merges = new LinkedHashMap<>();
    pairs.offer();
    while (tokens.size() < size) {
      PairCounts.Candidate best = pairs.take();
      if (best == null || best.count() < least) {
        break;
      }
      int left = PairTable.left(best.pair);
      int right = PairTable.right(best.pair);
      Pair pair = new Pair(tokens.get(left), tokens.get(right));
      int id = add(pair.joined());
      merges.remove(best.pair); // merged anew, a pair ranks where it was merged last
      merges.put(best.pair, pair);
      for (int word : best.words()) {
        words.set(word, merged(word, left, right, id));
      }
      pairs.offer();
    }
    return new Vocabulary(ids, List.copyOf(merges.values()));
  }

  private int[] merged(int word, int left, int right, int id) {
    int[] symbols = words.get(word);
    long count = counts[word];
    int length = 0;
    int at = 0;
    while (at < symbols.length) {
      if (symbols[at] != left || at + 1 == symbols.length || symbols[at + 1] != right) {
        symbols[length++] = symbols[at++];
        continue;
      }
      if (length > 0) {
        int before = symbols[length - 1];
        pairs.fewer(PairTable.pair(before, left), count);
        pairs.more(PairTable.pair(before, id), count, word);
      }
      at += 2;
      symbols[length++] = id;
      if (at < symbols.length) {
        int after = symbols[at];
        pairs.fewer(PairTable.pair(right, after), count);
        pairs.more(PairTable.pair(id, after), count, word);
      }
    }
    return length == symbols.length ? symbols : Arrays.copyOf(symbols, length);
  }
}
