package io.d2v.core.data;

import io.d2v.api.Dataset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which samples are evaluated together: those of one size, as they come. A sample waits for others
 * of its size until {@value #WINDOW} later ones have come; so few are held, however many there are,
 * and results can be put in order again.
 */
final class EvaluationOrder {
  static final int WINDOW = 8192;

  private final Dataset data;
  private final Sizes sizes;
  private final List<Deque<Long>> waiting;
  private long next;

  EvaluationOrder(Dataset data, Sizes sizes) {
    this.data = data;
    this.sizes = sizes;
    this.waiting = Stream.<Deque<Long>>generate(ArrayDeque::new).limit(sizes.count()).toList();
  }

  /**
   * Samples of one size.
   *
   * @param samples at most a batch of them, their indices ascending
   * @param settled of samples below this index all have come, with this batch
   */
  record Together(int size, List<Long> samples, long settled) {}

  /** The next batch; nothing after the last. */
  Optional<Together> next() {
    while (next < data.size()) {
      int oldest = oldest();
      if (oldest >= 0 && next - waiting.get(oldest).getFirst() >= WINDOW) {
        return Optional.of(take(oldest));
      }
      int size = sizes.fitting(data.length(next));
      waiting.get(size).add(next++);
      if (waiting.get(size).size() == sizes.batch(size)) {
        return Optional.of(take(size));
      }
    }
    int oldest = oldest();
    return oldest < 0 ? Optional.empty() : Optional.of(take(oldest));
  }

  private Together take(int size) {
    List<Long> samples = new ArrayList<>(waiting.get(size));
    waiting.get(size).clear();
    int oldest = oldest();
    return new Together(size, samples, oldest < 0 ? next : waiting.get(oldest).getFirst());
  }

  /** The size whose first sample has waited longest; -1 where none waits. */
  private int oldest() {
    return IntStream.range(0, waiting.size())
        .filter(size -> !waiting.get(size).isEmpty())
        .boxed()
        .min(Comparator.comparingLong(size -> waiting.get(size).getFirst()))
        .orElse(-1);
  }
}
