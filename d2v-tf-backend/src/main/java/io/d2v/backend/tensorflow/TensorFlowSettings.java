package io.d2v.backend.tensorflow;

import io.d2v.api.Default;
import java.util.Optional;

/**
 * The backend's section of a recipe.
 *
 * @param device what to run on
 * @param precision of the factors of matrix products and convolutions
 * @param threads within one operation; as many as the machine has processors where left out
 * @param parallelOperations how many operations may run at once
 * @param fuse whether XLA compiles composites; off, each runs as its body, but for those of which
 *     {@link CtcKernel} is the only form short enough
 */
record TensorFlowSettings(
    @Default("auto") DeviceChoice device,
    @Default("float32") Precision precision,
    Optional<Integer> threads,
    @Default("2") int parallelOperations,
    @Default("true") boolean fuse) {

  TensorFlowSettings {
    if (threads.orElse(1) < 1 || parallelOperations < 1) {
      throw new IllegalArgumentException(
          "threads and parallel_operations are at least 1: "
              + threads.map(String::valueOf).orElse("left out")
              + ", "
              + parallelOperations);
    }
  }

  static TensorFlowSettings onCpu(Precision precision, boolean fuse) {
    return new TensorFlowSettings(DeviceChoice.CPU, precision, Optional.empty(), 2, fuse);
  }

  int threadsWithinOperation() {
    return threads.orElseGet(() -> Runtime.getRuntime().availableProcessors());
  }
}
