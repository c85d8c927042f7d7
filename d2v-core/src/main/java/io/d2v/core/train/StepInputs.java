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
  private static final String EMA_DECAY = "ema_decay";

  private StepInputs() {}

  static Tensor stepKey() {
    return Tensor.input(STEP_KEY, TensorType.int32(2));
  }

  static Adam.Rates rates(Tensor gradientScale) {
    return new Adam.Rates(
        gradientScale, Tensor.input(LEARNING_RATE, SCALAR), Tensor.input(STEP_SIZE, SCALAR));
  }

  static Tensor decay() {
    return Tensor.input(EMA_DECAY, SCALAR);
  }

  static Map<String, Array> key(Array stepKey) {
    return Map.of(STEP_KEY, stepKey);
  }

  static Map<String, Array> rates(double learningRate, double stepSize, double decay) {
    return Map.of(
        LEARNING_RATE, Array.scalar((float) learningRate),
        STEP_SIZE, Array.scalar((float) stepSize),
        EMA_DECAY, Array.scalar((float) decay));
  }
}
