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
 * @param spreads of each channel over its rows, whose mean is the spread as of the targets: {@code
 *     [width]}
 * @param rank in how many directions they differ, 0 to their width: rank 0
 * @param picture of predictions and targets, those of the first sample: {@code [tokens, width]}
 */
public record Stage(String name, Tensor spreads, Tensor rank, Optional<Tensor> picture) {
  private static final int SHOWN = 64;

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
    stages.add(shown("prediction", masked.predictions(), masked.counted()));
    stages.add(shown("target", masked.targets(), masked.counted()));
    return stages;
  }

  private static Stage of(String name, Tensor rows, Tensor counted) {
    return of(name, rows, counted, Optional.empty());
  }

  private static Stage shown(String name, Tensor rows, Tensor counted) {
    int tokens = Math.min(SHOWN, rows.shape().size(1));
    Tensor first = rows.range(0, 0, 1).range(1, 0, tokens).reshape(tokens, rows.shape().last());
    return of(name, rows, counted, Optional.of(first));
  }

  private static Stage of(String name, Tensor rows, Tensor counted, Optional<Tensor> picture) {
    Tensor count = counted.sumAll();
    return new Stage(
        name, Gauges.spreads(rows, counted, count), Gauges.rank(rows, counted, count), picture);
  }
}
