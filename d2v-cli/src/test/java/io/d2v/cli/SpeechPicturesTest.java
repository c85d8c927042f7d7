package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.Dataset;
import io.d2v.api.Example;
import io.d2v.api.Mask;
import io.d2v.api.Sample;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.bench.picture.Pixels;
import io.d2v.bench.report.Recording;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpeechPicturesTest {
  private static final int TOKENS = 49;

  @Test
  void masksAreSpansOfTime() {
    BitSet masked = new BitSet();
    masked.set(0, 5);
    masked.set(20, 25);
    masked.set(48);

    assertThat(shown(masked).masked())
        .extracting(span -> Math.round(span.from() * 1000), span -> Math.round(span.to() * 1000))
        .containsExactly(tuple(0L, 100L), tuple(400L, 500L), tuple(960L, 980L));
  }

  @Test
  void noMaskIsNoSpan() {
    assertThat(shown(new BitSet()).masked()).isEmpty();
  }

  @Test
  void paddingIsNoSound() {
    assertThat(shown(new BitSet()).seconds()).isCloseTo(0.5, within(1e-9));
    assertThat(shown(new BitSet()).spectrogram().pixels().width()).isEqualTo(100);
  }

  @Test
  void featuresBeforeAndAfterLieBelow() {
    assertThat(shown(new BitSet()).strips())
        .extracting(Recording.Strip::name)
        .containsExactly("before", "after");
    assertThat(shown(new BitSet()).strips().get(0).seconds()).isCloseTo(0.98, within(1e-9));
  }

  private static Recording shown(BitSet masked) {
    float[] waveform = new float[16_000];
    Arrays.fill(waveform, 0, 8_000, 1);
    Example example =
        new Example(
            Map.of(
                "waveform", Array.of(Shape.of(16_000), waveform),
                "lengths", Array.of(Shape.of(1), new int[] {8_000})),
            TOKENS);
    Pixels colours = new Pixels(TOKENS, 1, new int[TOKENS]);
    ShownSample sample =
        new ShownSample("forward", example, Mask.of(TOKENS, masked), colours, colours);
    return (Recording)
        new SpeechPictures().galleries(NOTHING, List.of(sample)).get(0).figures().get(0);
  }

  private static final Dataset NOTHING =
      new Dataset() {
        @Override
        public long size() {
          return 1;
        }

        @Override
        public Sample read(long index) {
          throw new AssertionError("what is shown was read before");
        }

        @Override
        public void close() {}
      };
}
