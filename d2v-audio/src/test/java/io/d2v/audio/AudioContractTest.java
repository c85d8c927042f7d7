package io.d2v.audio;

import io.d2v.audio.WaveSettings.Alibi;
import io.d2v.audio.WaveSettings.ExtractorNorm;
import io.d2v.audio.WaveSettings.Padding;
import io.d2v.files.Split;
import io.d2v.testkit.GivenSettings;
import io.d2v.testkit.ModalityContract;
import java.util.List;
import org.junit.jupiter.api.Nested;

class AudioContractTest {
  @Nested
  class WithLayerNorm extends Contract {
    WithLayerNorm() {
      super(ExtractorNorm.LAYER, 2);
    }
  }

  @Nested
  class WithGroupNormAndWeightNorm extends Contract {
    WithGroupNormAndWeightNorm() {
      super(ExtractorNorm.GROUP, 1);
    }
  }

  @Nested
  class WithDistancesForAllBlocks extends Contract {
    WithDistancesForAllBlocks() {
      super(ExtractorNorm.LAYER, 2, Alibi.SHARED, Padding.KEPT);
    }
  }

  @Nested
  class WithDistancesForEachBlock extends Contract {
    WithDistancesForEachBlock() {
      super(ExtractorNorm.LAYER, 2, Alibi.PER_BLOCK, Padding.LEFT_OUT);
    }
  }

  private abstract static class Contract extends ModalityContract {
    private final ExtractorNorm norm;
    private final int positionLayers;
    private final Alibi alibi;
    private final Padding padding;

    Contract(ExtractorNorm norm, int positionLayers) {
      this(norm, positionLayers, Alibi.NONE, Padding.COUNTS);
    }

    Contract(ExtractorNorm norm, int positionLayers, Alibi alibi, Padding padding) {
      this.alibi = alibi;
      this.padding = padding;
      this.norm = norm;
      this.positionLayers = positionLayers;
    }

    @Override
    protected Subject subject() {
      return new Subject(
          new Audio(),
          FrontendFixture.folder(),
          GivenSettings.of(new SoundDataSettings(Split.AUTO, 64, List.of())),
          GivenSettings.of(
              new WaveSettings(
                  List.of(1600, 3200),
                  8,
                  List.of(10, 8),
                  List.of(5, 20),
                  norm,
                  false,
                  1,
                  positionLayers,
                  6,
                  2,
                  alibi,
                  true,
                  0,
                  64,
                  padding,
                  1e-5,
                  1e-5)),
          GivenSettings.of(new SpanMasker.Choice(0.65, 4, 1, true)),
          GivenSettings.of());
    }
  }
}
