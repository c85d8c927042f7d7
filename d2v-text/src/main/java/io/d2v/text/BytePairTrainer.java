package io.d2v.text;

import io.d2v.text.Vocabulary.Pair;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Learns which byte pairs to merge: the most frequent one, again and again (Sennrich et al. 2016).
 * Of pairs that are equally frequent the one whose ids are smaller comes first, as in Hugging
 * Face's tokenizers.
 */
final class BytePairTrainer {
  private record Candidate(long count, int left, int right) implements Comparable<Candidate> {
    @Override
    public int compareTo(Candidate other) {
      if (count != other.count) {
        return Long.compare(other.count, count);
      }
      return left != other.left
          ? Integer.compare(left, other.left)
          : Integer.compare(right, other.right);
    }

    long key() {
      return Merges.key(left, right);
    }
  }

  private final List<String> tokens = new ArrayList<>();
  private final Map<String, Integer> ids = new LinkedHashMap<>();
  private final List<int[]> words = new ArrayList<>();
  private final List<Long> counts = new ArrayList<>();
  private final Map<Long, Long> pairs = new HashMap<>();
  private final Map<Long, Set<Integer>> where = new HashMap<>();
  private final PriorityQueue<Candidate> candidates = new PriorityQueue<>();

  private BytePairTrainer() {}

  /**
   * Learns a vocabulary.
   *
   * @param words each word with how often it comes
   * @param special tokens that stand for themselves; they get the first ids
   * @param size how many ids are wanted; fewer come where no pair is frequent enough
   * @param least how often a pair has to come
   */
  static Vocabulary train(Map<String, Long> words, List<String> special, int size, long least) {
    BytePairTrainer trainer = new BytePairTrainer();
    special.forEach(trainer::add);
    IntStream.range(0, 256)
        .map(ByteCharacters::of)
        .sorted()
        .forEach(character -> trainer.add(String.valueOf((char) character)));
    words.forEach(trainer::word);
    return trainer.merge(size, Math.max(1, least));
  }

  private int add(String token) {
    Integer known = ids.get(token);
    if (known != null) {
      return known;
    }
    ids.put(token, tokens.size());
    tokens.add(token);
    return tokens.size() - 1;
  }

  private void word(String word, long count) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    int[] symbols = new int[bytes.length];
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] = add(String.valueOf(ByteCharacters.of(bytes[i])));
    }
    int index = words.size();
    words.add(symbols);
    counts.add(count);
    for (int i = 0; i + 1 < symbols.length; i++) {
      long key = Merges.key(symbols[i], symbols[i + 1]);
      pairs.merge(key, count, Long::sum);
      where.computeIfAbsent(key, k -> new HashSet<>()).add(index);
    }
  }

  private Vocabulary merge(int size, long least) {
    pairs.forEach((key, count) -> candidates.add(candidate(key, count)));
    List<Pair> merges = new ArrayList<>();
    while (tokens.size() < size) {
      Candidate best = candidates.poll();
      if (best == null) {
        break;
      }
      long count = pairs.getOrDefault(best.key(), 0L);
      if (count != best.count()) { // it has become rarer since
        if (count > 0) {
          candidates.add(new Candidate(count, best.left(), best.right()));
        }
        continue;
      }
      if (count < least) {
        break;
      }
      Pair pair = new Pair(tokens.get(best.left()), tokens.get(best.right()));
      merges.add(pair);
      apply(best, add(pair.joined()));
    }
    return new Vocabulary(ids, merges);
  }

  private void apply(Candidate pair, int id) {
    Set<Integer> places = where.remove(pair.key());
    pairs.remove(pair.key());
    Set<Long> grown = new HashSet<>();
    if (places != null) {
      places.forEach(index -> apply(pair, id, index, grown));
    }
    grown.forEach(key -> candidates.add(candidate(key, pairs.getOrDefault(key, 0L))));
  }

  private void apply(Candidate pair, int id, int index, Set<Long> grown) {
    int[] old = words.get(index);
    long count = counts.get(index);
    int[] merged = new int[old.length];
    int length = 0;
    int at = 0;
    while (at < old.length) {
      if (at + 1 == old.length || old[at] != pair.left() || old[at + 1] != pair.right()) {
        merged[length++] = old[at++];
        continue;
      }
      if (length > 0) {
        change(merged[length - 1], pair.left(), -count, index, grown);
        change(merged[length - 1], id, count, index, grown);
      }
      merged[length++] = id;
      at += 2;
      if (at < old.length) {
        change(pair.right(), old[at], -count, index, grown);
        change(id, old[at], count, index, grown);
      }
    }
    words.set(index, Arrays.copyOf(merged, length));
  }

  private void change(int left, int right, long by, int index, Set<Long> grown) {
    long key = Merges.key(left, right);
    if (by < 0) {
      pairs.computeIfPresent(key, (k, count) -> count + by);
    } else {
      pairs.merge(key, by, Long::sum);
      where.computeIfAbsent(key, k -> new HashSet<>()).add(index);
      grown.add(key);
    }
  }

  private static Candidate candidate(long key, long count) {
    return new Candidate(count, (int) (key >>> Integer.SIZE), (int) key);
  }
}
