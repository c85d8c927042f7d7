package io.d2v.core.objective;

import io.d2v.api.graph.Composite;
import io.d2v.api.graph.Tensor;
import java.util.List;

/** The teacher's moving average of the student, in float32. */
public final class Ema {
  private Ema() {}

  /**
   * The teacher's decay after an update, as the reference computes it: a linear rise, and then no
   * more.
   *
   * @param update counted from 1
   */
  static double decay(double start, double end, long steps, long update) {
    return update >= steps ? end : end - (end - start) * (1 - (double) update / steps);
  }

  static void check(double start, double end, long steps) {
    if (!(start >= 0 && start <= end && end <= 1) || steps < 0) {
      throw new IllegalArgumentException(
          "0 <= ema_start <= ema_end <= 1, and ema_steps is at least 0");
    }
  }

  /** {@code decay * teacher + (1 - decay) * student}; the decay of rank 0. */
  public static Tensor average(Tensor teacher, Tensor student, Tensor decay) {
    List<Tensor> arguments = List.of(teacher, student, decay);
    return Composite.define(
            "moving_average",
            arguments,
            in -> {
              Tensor rest = Tensor.constant(1).minus(in.get(2));
              return List.of(in.get(0).times(in.get(2)).plus(in.get(1).times(rest)));
            })
        .call(arguments)
        .get(0);
  }
}
