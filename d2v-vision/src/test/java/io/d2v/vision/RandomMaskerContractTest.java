package io.d2v.vision;

import io.d2v.api.Masker;
import io.d2v.testkit.MaskerContract;

class RandomMaskerContractTest extends MaskerContract {
  @Override
  protected Masker masker() {
    return new RandomMasker(new RandomMasker.Choice(0.6));
  }
}
