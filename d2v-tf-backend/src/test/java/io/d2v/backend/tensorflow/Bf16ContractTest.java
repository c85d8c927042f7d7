package io.d2v.backend.tensorflow;

import io.d2v.api.backend.Backend;
import io.d2v.testkit.BackendContract;
import io.d2v.testkit.GraphCase;

class Bf16ContractTest extends BackendContract {
  @Override
  protected Backend create() {
    return TensorFlowBackend.open(TensorFlowSettings.onCpu(Precision.BF16, true));
  }

  /** A bf16 factor is off by up to 2^-9 of itself, and there are several products in a row. */
  @Override
  protected double tolerance(GraphCase compared) {
    return 0.02;
  }
}
