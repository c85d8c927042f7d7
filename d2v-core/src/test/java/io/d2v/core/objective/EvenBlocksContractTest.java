package io.d2v.core.objective;

import io.d2v.api.Grid;
import io.d2v.api.Masker;
import io.d2v.core.objective.EvenBlocks.Choice;
import io.d2v.testkit.MaskerContract;
import java.util.List;
import org.junit.jupiter.api.Nested;

class EvenBlocksContractTest {
  @Nested
  class OfImages extends MaskerContract {
    @Override
    protected Masker masker() {
      return new EvenBlocks(new Choice(0.8, 3, 0.07, true));
    }

    @Override
    protected List<Grid> grids() {
      return List.of(Grid.plane(14, 14), Grid.plane(7, 5), new Grid(List.of(4, 3, 5)));
    }

    @Override
    protected boolean takesPadding() {
      return false;
    }
  }

  @Nested
  class OfLines extends MaskerContract {
    @Override
    protected Masker masker() {
      return new EvenBlocks(new Choice(0.5, 5, 0.05, false));
    }

    @Override
    protected List<Grid> grids() {
      return List.of(Grid.line(64), Grid.line(5));
    }
  }

  @Nested
  class OfSingleTokens extends MaskerContract {
    @Override
    protected Masker masker() {
      return new EvenBlocks(new Choice(0.48, 1, 0, true));
    }

    @Override
    protected List<Grid> grids() {
      return List.of(Grid.line(64), Grid.line(5));
    }
  }
}
