package io.d2v.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.UserError;
import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.testkit.MaskFixture;
import io.d2v.testkit.reference.ReferenceBackend;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Masks of channels, drawn in the graph as the reference draws them on the host. */
class ChannelMaskTest {
  private static final Tensor KEY = Tensor.input("key", TensorType.int32(2));
  private static final int TOKENS = 2;

  /** The reference draws both kinds of masks with one function. */
  @Tag("golden")
  @ParameterizedTest
  @ValueSource(strings = {"wav2vec2_span_batch1", "wav2vec2_span_batch8"})
  void masksHaveTheReferencesSharesAndRuns(String strategy) {
    MaskFixture reference =
        MaskFixture.of(ChannelMaskTest.class.getResource("/fixtures/stats/masks.json"), strategy);
    int batch = (int) reference.number("batch");
    int width = (int) reference.number("positions");
    ChannelMask mask =
        new ChannelMask(reference.number("mask_prob"), (int) reference.number("mask_length"));
    int draws = 96;
    List<BitSet> masks = draw(mask, draws / batch, batch, width);
    check(masks, batch, BitSet::cardinality, reference.number("count_mean"));
    check(masks, batch, ChannelMaskTest::runs, reference.number("runs_per_draw_mean"));
  }

  /** Equal within five standard errors; what a batch trims together counts once. */
  private static void check(
      List<BitSet> masks, int batch, ToDoubleFunction<BitSet> value, double expected) {
    double[] values = masks.stream().mapToDouble(value).toArray();
    double mean = DoubleStream.of(values).average().orElseThrow();
    double squares = DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum();
    double error = Math.sqrt(squares / (values.length - 1) * batch / values.length);
    assertThat(mean).isCloseTo(expected, within(5 * error));
  }

  @Test
  void theSamplesOfABatchHaveOneCountAndDifferentChannels() {
    List<BitSet> masks = draw(new ChannelMask(0.5, 8), 5, 4, 64);
    for (int first = 0; first < masks.size(); first += 4) {
      List<BitSet> batch = masks.subList(first, first + 4);
      assertThat(batch).extracting(BitSet::cardinality).containsOnly(batch.get(0).cardinality());
      assertThat(batch).doesNotHaveDuplicates();
    }
    assertThat(masks).allMatch(mask -> mask.cardinality() > 0 && mask.cardinality() <= 40);
  }

  @Test
  void nothingIsMaskedWithoutAShareOrOutsideOfTraining() {
    Tensor tokens = Tensor.filled(1, Shape.of(2, TOKENS, 64));
    Scope scope = Scope.of("student");
    assertThat(new ChannelMask(0, 64).apply(scope.training(KEY), tokens)).isSameAs(tokens);
    assertThat(new ChannelMask(0.5, 8).apply(scope, tokens)).isSameAs(tokens);
  }

  @Test
  void spansThatAreTooLongAreRefused() {
    Tensor tokens = Tensor.filled(1, Shape.of(2, TOKENS, 64));
    assertThatThrownBy(
            () -> new ChannelMask(0.5, 64).apply(Scope.of("student").training(KEY), tokens))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("channel_length");
  }

  /** The channels that are zero, which have to be so in all tokens of a sample. */
  private static List<BitSet> draw(ChannelMask mask, int batches, int batch, int width) {
    Tensor ones = Tensor.filled(1, Shape.of(batch, TOKENS, width));
    Tensor applied = mask.apply(Scope.of("student").training(KEY), ones);
    List<BitSet> masks = new ArrayList<>();
    try (ReferenceBackend backend = new ReferenceBackend();
        Executable executable = backend.compile(Program.of("channels", List.of(applied)))) {
      for (int key = 0; key < batches; key++) {
        Array found = executable.run(Map.of("key", Array.of(Shape.of(2), key, 7))).get(0);
        for (int row = 0; row < batch; row++) {
          masks.add(zeros(found.floats(), row * TOKENS * width, width));
        }
      }
    }
    return masks;
  }

  private static BitSet zeros(float[] entries, int from, int width) {
    BitSet zeros = new BitSet();
    for (int token = 0; token < TOKENS; token++) {
      for (int channel = 0; channel < width; channel++) {
        boolean zero = entries[from + token * width + channel] == 0;
        assertThat(token > 0 && zero != zeros.get(channel)).isFalse();
        zeros.set(channel, zero);
      }
    }
    return zeros;
  }

  private static int runs(BitSet mask) {
    return (int) mask.stream().filter(at -> at == 0 || !mask.get(at - 1)).count();
  }
}
