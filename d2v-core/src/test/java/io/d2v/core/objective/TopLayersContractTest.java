package io.d2v.core.objective;

import io.d2v.api.TargetBuilder;
import io.d2v.core.objective.TopLayers.Choice;
import io.d2v.core.objective.TopLayers.Normalize;
import io.d2v.core.objective.TopLayers.Padding;
import io.d2v.core.objective.TopLayers.Source;
import io.d2v.testkit.TargetBuilderContract;
import org.junit.jupiter.api.Nested;

class TopLayersContractTest {
  @Nested
  class AsForText extends TargetBuilderContract {
    @Override
    protected TargetBuilder targets() {
      return new TopLayers(
          new Choice(3, Source.FEED_FORWARD, Normalize.LAYER, Normalize.NONE, Padding.COUNTS));
    }
  }

  @Nested
  class AsForVision extends TargetBuilderContract {
    @Override
    protected TargetBuilder targets() {
      return new TopLayers(
          new Choice(6, Source.BLOCK, Normalize.LAYER, Normalize.LAYER, Padding.COUNTS));
    }
  }

  @Nested
  class AsForAudio extends TargetBuilderContract {
    @Override
    protected TargetBuilder targets() {
      return new TopLayers(
          new Choice(6, Source.FEED_FORWARD, Normalize.INSTANCE, Normalize.LAYER, Padding.COUNTS));
    }

    @Override
    protected boolean ignoresPadding() {
      return false;
    }
  }

  @Nested
  class OverTheBatch extends TargetBuilderContract {
    @Override
    protected TargetBuilder targets() {
      return new TopLayers(
          new Choice(1, Source.BLOCK, Normalize.BATCH, Normalize.NONE, Padding.COUNTS));
    }

    @Override
    protected boolean ignoresPadding() {
      return false;
    }
  }
}
