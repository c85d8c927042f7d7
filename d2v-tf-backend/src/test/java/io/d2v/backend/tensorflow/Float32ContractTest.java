package io.d2v.backend.tensorflow;

import io.d2v.api.backend.Backend;
import io.d2v.testkit.BackendContract;

class Float32ContractTest extends BackendContract {
  @Override
  protected Backend create() {
    return TensorFlowBackend.open(TensorFlowSettings.onCpu(Precision.FLOAT32, true));
  }
}
