package io.d2v.testkit.plugin;

import io.d2v.api.Masker;
import io.d2v.testkit.MaskerContract;

class HalfMaskerContractTest extends MaskerContract {
  @Override
  protected Masker masker() {
    return new HalfMasker();
  }
}
