package io.d2v.core.train;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.core.optim.Adam;
import java.util.Map;

/** What an update is fed besides the batch. */
final class StepInputs {
  private static final TensorType SCALAR = TensorType.float32();
  private static final String STEP_KEY = "step_key";
  private static final String LEARNING_RATE = "learning_rate";
  private static final String STEP_SIZE = "step_size";
  private static final String LATE_STEP_SIZE = "late_step_size";
  private static final String EMA_DECAY = "ema_decay";

  private StepInputs() {}

  static Tensor stepKey() {
    return Tensor.input(STEP_KEY, TensorType.int32(2));
  }

  static Adam.Rates rates(Tensor applied, Tensor gradientScale, Pace pace) {
    return new Adam.Rates(
        applied,
        gradientScale,
        shared(Tensor.input(LEARNING_RATE, SCALAR), pace),
        shared(Tensor.input(pace.late() ? LATE_STEP_SIZE : STEP_SIZE, SCALAR), pace));
  }

  private static Tensor shared(Tensor rate, Pace pace) {
    return pace.share() == 1 ? rate : rate.times(pace.share());
  }

  static Tensor decay() {
    return Tensor.input(EMA_DECAY, SCALAR);
  }

  static Map<String, Array> key(Array stepKey) {
    return Map.of(STEP_KEY, stepKey);
  }

  static Map<String, Array> rates(TrainingStep.Rates rates, Adam adam) {
    double rate = rates.learningRate();
    return Map.of(
        LEARNING_RATE, Array.scalar((float) rate),
        STEP_SIZE, Array.scalar((float) adam.stepSize(rate, rates.update())),
        LATE_STEP_SIZE, Array.scalar((float) adam.stepSize(rate, rates.lateUpdate())),
        EMA_DECAY, Array.scalar((float) rates.decay()));
  }
}
