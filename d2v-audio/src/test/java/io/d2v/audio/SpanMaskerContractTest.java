package io.d2v.audio;

import io.d2v.api.Grid;
import io.d2v.api.Masker;
import io.d2v.testkit.MaskerContract;
import java.util.List;

class SpanMaskerContractTest extends MaskerContract {
  @Override
  protected Masker masker() {
    return new SpanMasker(new SpanMasker.Choice(0.65, 10, 1, true));
  }

  @Override
  protected List<Grid> grids() {
    return List.of(Grid.line(500), Grid.line(64), Grid.line(11), Grid.line(5), Grid.line(2));
  }
}
