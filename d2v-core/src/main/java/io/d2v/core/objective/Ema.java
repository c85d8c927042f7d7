package io.d2v.core.objective;

import io.d2v.api.graph.Composite;
import io.d2v.api.graph.Tensor;
import java.util.List;

/** The teacher's moving average of the student, in float32. */
public final class Ema {
  private Ema() {}

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
