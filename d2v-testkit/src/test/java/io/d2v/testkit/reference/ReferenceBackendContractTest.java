package io.d2v.testkit.reference;

import io.d2v.api.backend.Backend;
import io.d2v.testkit.BackendContract;

class ReferenceBackendContractTest extends BackendContract {
  @Override
  protected Backend create() {
    return new ReferenceBackend();
  }
}
