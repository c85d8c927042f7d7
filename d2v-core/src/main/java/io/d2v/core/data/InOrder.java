package io.d2v.core.data;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;

/** Puts what was evaluated in batches back into the order of the data. */
public final class InOrder<T> {
  private record Held<T>(long index, T result) {}

  private final Consumer<T> to;
  private final Queue<Held<T>> held = new PriorityQueue<>(Comparator.comparingLong(Held::index));

  /**
   * Nothing yet.
   *
   * @param to takes results, by ascending index of their samples
   */
  public InOrder(Consumer<T> to) {
    this.to = to;
  }

  /** A sample's result. */
  public void add(long index, T result) {
    held.add(new Held<>(index, result));
  }

  /** Of samples below an index no more will come: passes on what is held of them. */
  public void settle(long below) {
    for (Held<T> first = held.peek(); first != null && first.index() < below; first = held.peek()) {
      held.remove();
      to.accept(first.result());
    }
  }
}
