package io.d2v.text;

import io.d2v.api.Grid;
import io.d2v.api.Masker;
import io.d2v.testkit.MaskerContract;
import java.util.List;

class RunMaskerContractTest extends MaskerContract {
  @Override
  protected Masker masker() {
    return new RunMasker(new RunMasker.Choice(0.35, 4, false));
  }

  @Override
  protected List<Grid> grids() {
    return List.of(Grid.line(512), Grid.line(16), Grid.line(3));
  }
}
