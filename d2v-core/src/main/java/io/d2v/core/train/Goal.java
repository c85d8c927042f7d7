package io.d2v.core.train;

import io.d2v.api.Encoder.TeacherRule;
import io.d2v.api.graph.Tensor;
import io.d2v.core.objective.Objective;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a training step minimises over a batch, and which parameters it moves.
 *
 * @param loss a sum: rank 0
 * @param count what it and its gradient are divided by: rank 0
 * @param gauges what else is measured, by the names of the log: rank 0 each
 * @param parameters of student and teacher
 * @param following how a teacher's parameter follows, by its path without the root
 * @param pace how a student's parameter is trained, by its path without the root
 */
public record Goal(
    Tensor loss,
    Tensor count,
    Map<String, Tensor> gauges,
    Parameters parameters,
    Function<String, TeacherRule> following,
    Function<String, Pace> pace) {
  /** The gauge of the targets' spread. */
  public static final String TARGET_VARIANCE = "target_var";

  /** The gauge of the predictions' spread. */
  public static final String PREDICTION_VARIANCE = "pred_var";

  /** Copies the map, whose order stays. */
  public Goal {
    gauges = Collections.unmodifiableMap(new LinkedHashMap<>(gauges));
  }

  /** What the dropout of its graph is drawn from: INT32 [2]. */
  public static Tensor stepKey() {
    return StepInputs.stepKey();
  }

  /** To predict the teacher's targets at the masked positions. */
  static Goal of(Objective objective, Objective.Result result) {
    Map<String, Tensor> gauges = new LinkedHashMap<>();
    gauges.put(TARGET_VARIANCE, result.targetVariance());
    gauges.put(PREDICTION_VARIANCE, result.predictionVariance());
    return new Goal(
        result.loss(),
        result.count(),
        gauges,
        Parameters.of(objective, List.of(result.loss())),
        objective::rule,
        path -> Pace.FULL);
  }
}
