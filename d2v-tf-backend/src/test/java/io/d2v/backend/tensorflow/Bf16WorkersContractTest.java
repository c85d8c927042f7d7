package io.d2v.backend.tensorflow;

import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Workers;
import io.d2v.testkit.WorkersContract;

class Bf16WorkersContractTest extends WorkersContract {
  @Override
  protected Backend create(Workers workers) {
    return TensorFlowBackend.open(
        TensorFlowSettings.onCpu(Precision.BF16, true), workers, LostWorkerTest.LITTLE);
  }
}
