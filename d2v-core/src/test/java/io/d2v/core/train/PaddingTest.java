package io.d2v.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.CheckpointLayout.Given;
import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import io.d2v.api.backend.Backend;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.core.data.EvaluationFeeder;
import io.d2v.core.data.EvaluationFeeder.Rows;
import io.d2v.core.data.FeederSettings;
import io.d2v.core.data.Quarantine;
import io.d2v.core.objective.Data2Vec;
import io.d2v.core.objective.MaskedBatch;
import io.d2v.core.objective.Objective;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.recipe.RecipeReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sample gives in a batch of different lengths, next to what it gives alone. */
class PaddingTest {
  private static final double TOLERANCE = 1e-5;
  private static final double LEAK = 1e-2;
  private static final Plugins PLUGINS = Plugins.discover();
  private static final String TARGETS = "targets";

  private static final String LEFT_OUT = "encoder.padding=left_out";
  private static final String COUNTED = "encoder.padding=counts";
  private static final String NOT_IN_TARGETS = "targets.padding=left_out";
  private static final List<String> SMALL =
      List.of(
          "transformer.width=16",
          "transformer.layers=2",
          "transformer.heads=2",
          "targets.layers=2",
          "targets.each=instance",
          "targets.padding=counts",
          "backend.device=cpu");

  private static final Kind SPEECH =
      new Kind(
          "audio",
          "speech-tiny",
          List.of("encoder.channels=8", "encoder.position_groups=2"),
          List.of(waveform(3200), waveform(1600), waveform(2477)));

  private static final Kind TEXT =
      new Kind(
          "text",
          "text-tiny",
          List.of("encoder.vocabulary=50", "encoder.positions=20"),
          List.of(ids(12), ids(7), ids(3)));

  /** A modality, its recipe, what makes that small, and samples. */
  private record Kind(String modality, String recipe, List<String> settings, List<Array> samples) {}

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void speechGivesWhatItGivesAlone(int positionLayers) {
    assertThat(worst(SPEECH, "encoder.position_layers=" + positionLayers, LEFT_OUT, NOT_IN_TARGETS))
        .allSatisfy(PaddingTest::small);
  }

  @Test
  void speechWithGroupNormGivesWhatItGivesAlone() {
    assertThat(worst(SPEECH, "encoder.extractor_norm=group", LEFT_OUT, NOT_IN_TARGETS))
        .allSatisfy(PaddingTest::small);
  }

  @Test
  void textGivesWhatItGivesAlone() {
    assertThat(worst(TEXT, NOT_IN_TARGETS)).allSatisfy(PaddingTest::small);
  }

  @Test
  void targetsThatCountPaddingDependOnIt() {
    Map<String, Double> worst = worst(TEXT, "targets.padding=counts");
    assertThat(worst.remove(TARGETS)).isGreaterThan(LEAK);
    assertThat(worst).allSatisfy(PaddingTest::small);
  }

  @Test
  void hiddenStatesOfSpeechAsTheReferenceHasItDependOnPaddingInTwoPlacesAlone() {
    assertThat(hidden(worst(SPEECH, COUNTED, "encoder.position_layers=1")))
        .allSatisfy(PaddingTest::small);
    assertThat(hidden(worst(SPEECH, COUNTED, "encoder.position_layers=5")).get("hidden_states.0"))
        .as("between positional convolutions")
        .isGreaterThan(LEAK);
    assertThat(
            hidden(
                    worst(
                        SPEECH,
                        COUNTED,
                        "encoder.position_layers=1",
                        "encoder.extractor_norm=group"))
                .get("hidden_states.0"))
        .as("in the group norm")
        .isGreaterThan(LEAK);
  }

  private static Map<String, Double> hidden(Map<String, Double> worst) {
    worst.remove(TARGETS);
    return worst;
  }

  private static void small(String result, double difference) {
    // Instance norm over a few tokens divides rounding by small deviations.
    double allowed = result.equals(TARGETS) ? 10 * TOLERANCE : TOLERANCE;
    assertThat(difference).as(result).isLessThanOrEqualTo(allowed);
  }

  /** The largest difference of each result at real tokens, over all samples. */
  private static Map<String, Double> worst(Kind kind, String... settings) {
    Map<String, Double> worst = new TreeMap<>();
    Method together = method(kind, length(kind.samples().get(0)), settings);
    try (Backend backend = together.openBackend()) {
      Map<String, Array> batch = results(together, backend, kind.samples());
      for (int i = 0; i < kind.samples().size(); i++) {
        int row = i;
        Array sample = kind.samples().get(row);
        Method alone = method(kind, length(sample), settings);
        results(alone, backend, List.of(sample))
            .forEach(
                (name, array) ->
                    worst.merge(name, difference(array, batch.get(name), row), Math::max));
      }
    }
    return worst;
  }

  private static double difference(Array alone, Array batch, int row) {
    int from = row * batch.shape().elements() / batch.shape().size(0);
    double worst = 0;
    for (int i = 0; i < alone.floats().length; i++) {
      worst = Math.max(worst, Math.abs(alone.floats()[i] - batch.floats()[from + i]));
    }
    return worst;
  }

  /** Hidden states and targets of samples, as evaluation feeds them. */
  private static Map<String, Array> results(Method method, Backend backend, List<Array> samples) {
    Objective objective = method.objective();
    int batch = samples.size();
    Rows rows = rows(method, samples);
    Array valid = MaskedFeeds.valid(rows.valid(), objective.encoder().grid().tokens());
    ForwardPass states =
        ForwardPass.of(
            method, new Given(Map.of(), rows.inputs(), Optional.of(valid), Optional.empty()));
    Optional<Tensor> fed = MaskedBatch.valid(objective.encoder(), batch);
    Objective.Encoded encoded =
        objective.encode(
            Scope.of(Data2Vec.STUDENT),
            MaskedBatch.inputs(objective.encoder(), "", batch),
            fed,
            Optional.empty());
    Map<String, Tensor> results = new TreeMap<>(states.results());
    results.keySet().removeIf(name -> !name.contains("hidden_state"));
    results.put(TARGETS, objective.targets().targets(encoded.output().layers(), fed));
    ForwardPass all = new ForwardPass(states.feeds(), results, states.root());
    return all.run(backend, weights(all));
  }

  /** None of them zero or one, which would hide what leaks. */
  private static Map<String, Array> weights(ForwardPass pass) {
    Map<String, Array> weights = new TreeMap<>();
    pass.parameters()
        .forEach(
            (path, shape) ->
                weights.put(path, Weights.first(new Init.Normal(0, 0.3), shape, 1, path)));
    return weights;
  }

  private static Rows rows(Method method, List<Array> samples) {
    try (EvaluationFeeder feeder =
        new EvaluationFeeder(
            new Samples(samples),
            method.objective().encoder(),
            new Quarantine(samples.size(), 0),
            new FeederSettings(samples.size(), 1, 1))) {
      return feeder.next().orElseThrow();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Samples(List<Array> arrays) implements Dataset {
    @Override
    public long size() {
      return arrays.size();
    }

    @Override
    public Sample read(long index) {
      return Sample.of("sample " + index, new Sample.Values(arrays.get((int) index)));
    }

    @Override
    public void close() {}
  }

  private static Method method(Kind kind, int length, String... more) {
    List<String> settings = new ArrayList<>(SMALL);
    settings.addAll(kind.settings());
    settings.addAll(List.of(more));
    settings.add("encoder.lengths=[" + length + "]");
    String text = PLUGINS.modality(kind.modality()).recipes().get(kind.recipe());
    return Method.of(RecipeReader.parse(kind.recipe(), text, settings), PLUGINS);
  }

  private static int length(Array sample) {
    return sample.shape().elements();
  }

  private static Array waveform(int samples) {
    SplittableRandom random = new SplittableRandom(samples);
    float[] waveform = new float[samples];
    for (int i = 0; i < samples; i++) {
      waveform[i] = (float) random.nextGaussian();
    }
    return Array.of(Shape.of(samples), waveform);
  }

  private static Array ids(int tokens) {
    int[] ids = new SplittableRandom(tokens).ints(tokens, 5, 50).toArray();
    return Array.of(Shape.of(tokens), ids);
  }
}
