package io.d2v.core.objective;

import io.d2v.api.TargetBuilder.Layer;
import io.d2v.api.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a batch is at one stage of a model. The loss and the spread of targets can be fine while one
 * stage has collapsed.
 *
 * @param name {@code encoder}, {@code layer_1} to {@code layer_L} for the student's view of whole
 *     samples; {@code prediction} and {@code target} for masked tokens
 * @param variance spread of its rows, as of the targets: rank 0
 * @param rank in how many directions they differ, 0 to their width: rank 0
 */
public record Stage(String name, Tensor variance, Tensor rank) {
  /**
   * Every stage of a batch that is fed as for {@link Objective#apply}.
   *
   * @param samples how many
   * @param most the most tokens that a mask hides
   * @param stepKey what random numbers are drawn from: INT32 [2]
   */
  public static List<Stage> of(Objective objective, int samples, int most, Tensor stepKey) {
    Optional<Tensor> valid = MaskedBatch.valid(objective.encoder(), samples);
    Objective.Encoded student =
        objective.encode(
            Objective.STUDENT, MaskedBatch.inputs(objective.encoder(), "", samples), valid);
    int tokens = objective.encoder().grid().tokens();
    Tensor real =
        valid
            .map(v -> v.reshape(samples, tokens, 1))
            .orElseGet(() -> Tensor.constant(1).broadcast(samples, tokens, 1));
    List<Stage> stages = new ArrayList<>();
    stages.add(of("encoder", student.embedded(), real));
    List<Layer> layers = student.output().layers();
    for (int i = 0; i < layers.size(); i++) {
      Tensor output =
          Teacher.withoutExtra(layers.get(i).output(), student.tokens().extra()); // [B, T, D]
      stages.add(of("layer_" + (i + 1), output, real));
    }
    Objective.Result masked = objective.apply(samples, most, stepKey);
    stages.add(of("prediction", masked.predictions(), masked.counted()));
    stages.add(of("target", masked.targets(), masked.counted()));
    return stages;
  }

  private static Stage of(String name, Tensor rows, Tensor counted) {
    Tensor count = counted.sumAll();
    return new Stage(name, Gauges.spread(rows, counted, count), Gauges.rank(rows, counted, count));
  }
}
