package io.d2v.vision;

import io.d2v.api.Grid;
import io.d2v.api.Masker;
import io.d2v.testkit.MaskerContract;
import java.util.List;

class BlockMaskerContractTest extends MaskerContract {
  @Override
  protected Masker masker() {
    return new BlockMasker(new BlockMasker.Choice(20, 4, 0.3));
  }

  @Override
  protected List<Grid> grids() {
    return List.of(Grid.plane(14, 14), Grid.plane(7, 5), Grid.plane(4, 9));
  }

  @Override
  protected boolean takesPadding() {
    return false;
  }
}
