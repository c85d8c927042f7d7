package io.d2v.core.train;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What an update measures over the batches of all workers. It is summed in one all-reduce, so that
 * all workers decide alike by it.
 *
 * @param loss summed: rank 0
 * @param count summed: rank 0
 * @param gauges over all batches: rank 0 each
 * @param told sums of what {@link Told} feeds: {@code [3]}
 */
record Numbers(Tensor loss, Tensor count, List<Tensor> gauges, Tensor told) {
  private static final String TOLD = "told";
  private static final int TELLS = 3;

  /**
   * Of all workers.
   *
   * @param loss of this worker, and its count
   * @param weighted its gauges, each times its count
   */
  static Numbers sum(Tensor loss, Tensor count, List<Tensor> weighted) {
    Tensor told = Tensor.input(TOLD, TensorType.float32(TELLS)); // [3]
    List<Tensor> parts = new ArrayList<>();
    Stream.concat(Stream.of(loss, count), weighted.stream())
        .forEach(number -> parts.add(number.reshape(1)));
    parts.add(told);
    Tensor joined = Tensor.concatenate(0, parts); // [2 + G + 3]
    int numbers = joined.shape().elements();
    Tensor sum = joined.allReduce("the " + numbers + " numbers of an update", false);
    List<Tensor> each = new ArrayList<>();
    for (int i = 0; i < numbers - TELLS; i++) {
      each.add(sum.range(0, i, 1).reshape());
    }
    List<Tensor> gauges =
        each.subList(2, each.size()).stream().map(gauge -> gauge.dividedBy(each.get(1))).toList();
    return new Numbers(each.get(0), each.get(1), gauges, sum.range(0, numbers - TELLS, TELLS));
  }

  /** What a program fetches of them. */
  List<Tensor> fetches() {
    List<Tensor> fetches = new ArrayList<>(List.of(loss, count));
    fetches.addAll(gauges);
    fetches.add(told);
    return fetches;
  }

  /**
   * What a worker says of itself with each update, and what all of them said together.
   *
   * @param stop whether it, or any of them, was asked to stop
   * @param samples that the update is made of
   * @param flops of it
   */
  record Told(boolean stop, double samples, double flops) {
    Told and(int moreSamples, double moreFlops) {
      return new Told(stop, samples + moreSamples, flops + moreFlops);
    }

    Told with(boolean asked) {
      return new Told(asked, samples, flops);
    }

    Map<String, Array> fed() {
      return Map.of(TOLD, Array.of(Shape.of(TELLS), stop ? 1 : 0, (float) samples, (float) flops));
    }

    static Told of(Array sums) {
      float[] each = sums.floats();
      return new Told(each[0] > 0, each[1], each[2]);
    }
  }
}
