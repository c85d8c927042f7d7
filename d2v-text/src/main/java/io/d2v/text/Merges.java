package io.d2v.text;

import java.util.Arrays;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Which pairs of ids become one, and in what order.
 *
 * @param ranked pair, as {@link #key} writes it, to what becomes of it
 */
record Merges(Map<Long, Merges.Merge> ranked) {
  /**
   * What becomes of a pair.
   *
   * @param rank smaller ones come first
   */
  record Merge(int rank, int id) {}

  /** A pair that may be merged; out of date once one of its ids is no longer what it was. */
  private record Candidate(int rank, int at, int left, int right, int id)
      implements Comparable<Candidate> {
    @Override
    public int compareTo(Candidate other) {
      return rank != other.rank ? Integer.compare(rank, other.rank) : Integer.compare(at, other.at);
    }
  }

  static long key(int left, int right) {
    return (long) left << Integer.SIZE | right;
  }

  /** Merges until nothing more can be: the best pair first, of equal ones the leftmost. */
  int[] merge(int[] ids) {
    int[] after = new int[ids.length];
    int[] before = new int[ids.length];
    PriorityQueue<Candidate> candidates = new PriorityQueue<>();
    for (int i = 0; i < ids.length; i++) {
      after[i] = i + 1;
      before[i] = i - 1;
    }
    for (int i = 0; i + 1 < ids.length; i++) {
      offer(candidates, ids, i, i + 1);
    }
    int left = ids.length;
    for (Candidate best = candidates.poll(); best != null; best = candidates.poll()) {
      int next = after[best.at];
      if (ids[best.at] != best.left || next >= ids.length || ids[next] != best.right) {
        continue;
      }
      ids[best.at] = best.id;
      ids[next] = -1;
      after[best.at] = after[next];
      if (after[next] < ids.length) {
        before[after[next]] = best.at;
        offer(candidates, ids, best.at, after[next]);
      }
      if (before[best.at] >= 0) {
        offer(candidates, ids, before[best.at], best.at);
      }
      left--;
    }
    int[] merged = new int[left];
    int count = 0;
    for (int i = 0; i < ids.length; i = after[i]) {
      merged[count++] = ids[i];
    }
    return Arrays.copyOf(merged, count);
  }

  private void offer(PriorityQueue<Candidate> candidates, int[] ids, int left, int right) {
    Merge merge = ranked.get(key(ids[left], ids[right]));
    if (merge != null) {
      candidates.add(new Candidate(merge.rank, left, ids[left], ids[right], merge.id));
    }
  }
}
