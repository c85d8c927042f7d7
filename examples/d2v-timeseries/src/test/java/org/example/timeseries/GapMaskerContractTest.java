package org.example.timeseries;

import io.d2v.api.Masker;
import io.d2v.testkit.MaskerContract;

class GapMaskerContractTest extends MaskerContract {
  @Override
  protected Masker masker() {
    return new GapMasker(new GapMasker.Choice(0.5));
  }
}
