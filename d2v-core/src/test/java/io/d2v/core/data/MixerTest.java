package io.d2v.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.Encoder;
import io.d2v.api.Example;
import io.d2v.api.Grid;
import io.d2v.api.Mixed;
import io.d2v.api.Mixing;
import io.d2v.api.Sample;
import io.d2v.api.Tokens;
import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.core.data.MixingSettings.Each;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MixerTest {
  private static final double PASTED = 0.25; // what the encoder here really pastes
  private static final List<Example> EXAMPLES =
      IntStream.range(0, 4).mapToObj(i -> example(i)).toList();
  private static final List<Array> LABELS =
      IntStream.range(0, 4)
          .mapToObj(i -> Array.of(Shape.of(2), (float) (i % 2), (float) (1 - i % 2)))
          .toList();

  private final List<Call> calls = new ArrayList<>();

  @Test
  void theFirstIsMixedWithTheLastAndSoAreTheirLabels() {
    Mixer.Blend blend = mix(new MixingSettings(0.8, 0, 1, 0.5, Each.BATCH), 1);
    double share = calls.get(0).share;
    assertThat(calls).extracting(call -> call.first).containsExactly(0f, 1f, 2f, 3f);
    assertThat(calls).extracting(call -> call.second).containsExactly(3f, 2f, 1f, 0f);
    assertThat(calls).allMatch(call -> call.share == share && call.how == Mixing.BLEND);
    assertThat(blend.examples()).hasSize(4);
    assertThat(blend.labels().get(0).floats())
        .containsExactly(new float[] {(float) (1 - share), (float) share}, within(1e-6f));
    assertThat(blend.labels().get(1).floats())
        .containsExactly(new float[] {(float) share, (float) (1 - share)}, within(1e-6f));
  }

  @Test
  void labelsAreSharedAsTheEncoderPastedNotAsWasDrawn() {
    Mixer.Blend blend = mix(new MixingSettings(0, 1, 1, 0.5, Each.SAMPLE), 1);
    assertThat(calls).allMatch(call -> call.how == Mixing.PASTE);
    assertThat(blend.labels().get(0).floats()).containsExactly(0.75f, 0.25f);
  }

  @Test
  void aBatchIsMixedAlikeButSamplesOnTheirOwn() {
    mix(new MixingSettings(0.8, 1, 1, 0.5, Each.BATCH), 3);
    assertThat(calls.stream().map(call -> call.drawn).distinct()).hasSize(1);
    calls.clear();
    mix(new MixingSettings(0.8, 1, 1, 0.5, Each.SAMPLE), 3);
    assertThat(calls.stream().map(call -> call.drawn).distinct()).hasSize(4);
    assertThat(calls.stream().map(call -> call.share).distinct()).hasSize(4);
  }

  @Test
  void mixingAndPastingComeAsOftenAsAsked() {
    int batches = 5000;
    for (int i = 0; i < batches; i++) {
      mix(new MixingSettings(0.8, 1, 0.6, 0.3, Each.SAMPLE), Key.mix(i));
    }
    double draws = 4.0 * batches;
    double pasted = calls.stream().filter(call -> call.how == Mixing.PASTE).count();
    assertThat(calls.size() / draws).isCloseTo(0.6, within(4 * Math.sqrt(0.24 / draws)));
    assertThat(pasted / calls.size()).isCloseTo(0.3, within(4 * Math.sqrt(0.21 / calls.size())));
  }

  @Test
  void theSameKeyMixesInTheSameWay() {
    MixingSettings settings = new MixingSettings(0.8, 1, 0.5, 0.5, Each.SAMPLE);
    mix(settings, 7);
    List<Call> first = List.copyOf(calls);
    calls.clear();
    mix(settings, 7);
    assertThat(calls).isEqualTo(first);
  }

  @Test
  void nothingIsMixedUnlessAsked() {
    Mixer.Blend blend = mix(MixingSettings.none(), 1);
    assertThat(calls).isEmpty();
    assertThat(blend.examples()).isEqualTo(EXAMPLES);
    assertThat(blend.labels()).isEqualTo(LABELS);
  }

  @Test
  void anEncoderThatCannotMixSaysSo() {
    Mixer mixer = new Mixer(new MixingSettings(0.8, 0, 1, 0.5, Each.BATCH));
    assertThatThrownBy(() -> mixer.mix(new SizedEncoder(2), EXAMPLES, LABELS, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("SizedEncoder", "mixup", "cutmix");
  }

  private Mixer.Blend mix(MixingSettings settings, long bits) {
    return new Mixer(settings).mix(new Recording(), EXAMPLES, LABELS, bits);
  }

  private static Example example(int number) {
    return new Example(Map.of("x", Array.of(Shape.of(1), (float) number)), 1);
  }

  private static float number(Example example) {
    return example.arrays().get("x").floats()[0];
  }

  private record Call(float first, float second, Mixing how, double share, long drawn) {}

  /** Remembers what it was asked for. */
  private final class Recording implements Encoder {
    @Override
    public Mixed mix(
        Example first, Example second, Mixing how, double share, RandomGenerator random) {
      calls.add(new Call(number(first), number(second), how, share, random.nextLong()));
      return new Mixed(first, how == Mixing.PASTE ? PASTED : share);
    }

    @Override
    public Grid grid() {
      return Grid.line(1);
    }

    @Override
    public Map<String, TensorType> inputs() {
      return Map.of("x", TensorType.float32(1));
    }

    @Override
    public Example prepare(Sample sample, Phase phase, RandomGenerator random) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Tensor embed(Scope scope, Map<String, Tensor> inputs, int width) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Tokens position(Scope scope, Tensor tokens, Map<String, Tensor> inputs) {
      throw new UnsupportedOperationException();
    }
  }
}
