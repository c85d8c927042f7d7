package io.d2v.vision;

import io.d2v.files.Split;
import io.d2v.testkit.GivenSettings;
import io.d2v.testkit.ModalityContract;
import io.d2v.vision.PatchSettings.Positions;
import io.d2v.vision.PatchSettings.RelativeBias;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

class VisionContractTest {
  @Nested
  class WithoutPositions extends Contract {
    WithoutPositions() {
      super(false, Positions.NONE, RelativeBias.NONE);
    }
  }

  @Nested
  class WithLearnedPositionsAndOneTable extends Contract {
    WithLearnedPositionsAndOneTable() {
      super(true, Positions.LEARNED, RelativeBias.SHARED);
    }
  }

  @Nested
  class WithSinesAndATableForEachBlock extends Contract {
    WithSinesAndATableForEachBlock() {
      super(true, Positions.SINCOS, RelativeBias.PER_BLOCK);
    }
  }

  @Nested
  class AsData2Vec2HasThem extends Contract {
    AsData2Vec2HasThem() {
      super(true, Positions.SINCOS, RelativeBias.NONE, true);
    }
  }

  private abstract static class Contract extends ModalityContract {
    private final boolean classToken;
    private final Positions positions;
    private final RelativeBias bias;
    private final boolean outputNorm;

    Contract(boolean classToken, Positions positions, RelativeBias bias) {
      this(classToken, positions, bias, false);
    }

    Contract(boolean classToken, Positions positions, RelativeBias bias, boolean outputNorm) {
      this.outputNorm = outputNorm;
      this.classToken = classToken;
      this.positions = positions;
      this.bias = bias;
    }

    @Override
    protected Subject subject() {
      return new Subject(
          new Vision(),
          images(),
          GivenSettings.of(new ImageDataSettings(Split.AUTO, 64, Optional.empty())),
          GivenSettings.of(
              new PatchSettings(
                  16,
                  4,
                  3,
                  classToken,
                  positions,
                  bias,
                  1,
                  outputNorm,
                  1e-6,
                  List.of(0.5, 0.5, 0.5),
                  List.of(0.25, 0.25, 0.25),
                  List.of(0.3, 1.0),
                  List.of(0.75, 1.33),
                  Resampling.BICUBIC,
                  0.5,
                  0.4,
                  0.1,
                  2,
                  9,
                  0.5,
                  0.5,
                  0.875)),
          GivenSettings.of(new BlockMasker.Choice(8, 2, 0.3)),
          GivenSettings.of());
    }

    private static Path images() {
      try {
        return Path.of(
                Objects.requireNonNull(VisionContractTest.class.getResource("colour.jpg")).toURI())
            .getParent();
      } catch (URISyntaxException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
