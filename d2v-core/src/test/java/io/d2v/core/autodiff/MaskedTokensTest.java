package io.d2v.core.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.TargetBuilder;
import io.d2v.api.TargetBuilder.Layer;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.core.model.Memory;
import io.d2v.core.model.Transformer;
import io.d2v.core.model.TransformerSettings;
import io.d2v.core.objective.Data2Vec;
import io.d2v.core.objective.MaskedBatch;
import io.d2v.core.objective.Objective;
import io.d2v.core.objective.ObjectiveSettings;
import io.d2v.core.objective.Regression;
import io.d2v.core.objective.TopLayersProvider;
import io.d2v.core.recipe.RecipeReader;
import io.d2v.core.train.Flops;
import io.d2v.testkit.reference.ReferenceBackend;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A step computes what it needs of masked tokens alone, and nothing else comes of it. */
class MaskedTokensTest {
  private static final int BATCH = ObjectiveGradientTest.BATCH;
  private static final int MOST = 3;
  private static final int WIDTH = 8;
  private static final int FEED_FORWARD = 12;
  private static final String PER_TOKEN = "{layers: 2, source: block, each: layer, mean: layer}";
  private static final String OVER_TOKENS = "{layers: 2, source: block, each: instance}";

  /** All that drops but what is drawn for each entry after the last block's attention. */
  private static final String DROPPED =
      "attention_dropout: 0.2, drop_path: 0.6, layer_drop: 0.3, layer_scale: 0.5";

  static Stream<Arguments> objectives() {
    return Stream.of("pre", "pre_inside", "post")
        .flatMap(
            norm ->
                Stream.of(PER_TOKEN, OVER_TOKENS)
                    .flatMap(
                        targets ->
                            Stream.of(Memory.values())
                                .map(memory -> Arguments.of(norm, targets, memory))));
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void lossAndGradientsAreThoseOfAllTokens(String norm, String targets, Memory memory) {
    Data2Vec objective = objective("norm: " + norm + ", " + DROPPED, targets, memory);
    MaskedBatch batch = MaskedBatch.of(objective.encoder(), BATCH, MOST);
    Tensor key = Tensor.input("key", TensorType.int32(2));
    Tensor loss = objective.apply(batch, key).loss();
    Tensor whole = lossOfAllTokens(objective, batch, key);
    Set<String> paths =
        Program.of("loss", List.of(whole)).parameters().keySet().stream()
            .filter(path -> path.startsWith(Data2Vec.STUDENT + "."))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(paths).hasSizeGreaterThan(25);
    Program step = withGradients(loss, paths);
    Program expected = withGradients(whole, paths);
    assertThat(step.parameters()).isEqualTo(expected.parameters());
    ReferenceBackend backend = ObjectiveGradientTest.withRandomParameters(expected);
    for (int update = 1; update <= 4; update++) {
      Map<String, double[]> feeds = ObjectiveGradientTest.feeds(expected);
      feeds.put("key", new double[] {update, 12});
      List<double[]> found = backend.run(step, feeds);
      List<double[]> wanted = backend.run(expected, feeds);
      for (int i = 0; i < wanted.size(); i++) {
        assertThat(found.get(i)).containsExactly(wanted.get(i), within(1e-12));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {PER_TOKEN, OVER_TOKENS})
  void whatFollowsTheLastAttentionIsOfMaskedTokensAlone(String targets) {
    Data2Vec objective = objective("norm: pre", targets, Memory.KEEP);
    double oneMore = operations(objective, MOST) - operations(objective, MOST - 1);
    double models = targets.equals(PER_TOKEN) ? 2 : 1;
    assertThat(oneMore).isEqualTo(models * BATCH * 2 * (WIDTH * WIDTH + 2 * WIDTH * FEED_FORWARD));
  }

  private static double operations(Data2Vec objective, int most) {
    MaskedBatch batch = MaskedBatch.of(objective.encoder(), BATCH, most);
    Tensor key = Tensor.input("key", TensorType.int32(2));
    return Flops.of(Program.of("loss", List.of(objective.apply(batch, key).loss())));
  }

  private static Program withGradients(Tensor loss, Set<String> paths) {
    List<Tensor> fetches = new ArrayList<>(List.of(loss));
    fetches.addAll(Gradients.ofParameters(loss, paths).values());
    return Program.of("gradients", fetches);
  }

  private static Tensor lossOfAllTokens(Data2Vec objective, MaskedBatch batch, Tensor key) {
    Objective.Encoded teacher = objective.encode(Data2Vec.TEACHER, batch.whole(), batch.valid());
    Objective.Encoded student =
        objective.encode(
            Scope.of(Data2Vec.STUDENT).training(key),
            batch.corrupted(),
            batch.valid(),
            Optional.of(batch.mask()));
    UnaryOperator<Tensor> own =
        all -> all.range(1, student.tokens().extra(), LineEncoder.TOKENS); // [B, T, D]
    List<Layer> layers =
        teacher.output().layers().stream()
            .map(layer -> new Layer(own.apply(layer.feedForward()), own.apply(layer.output())))
            .toList();
    Tensor targets = masked(batch, objective.targets().targets(layers, batch.valid()));
    Tensor predictions = masked(batch, own.apply(student.output().last())); // [B, M, D]
    return Nn.smoothL1(predictions, targets.withoutGradient(), BETA)
        .times(batch.counted())
        .sumAll()
        .times(1 / Math.sqrt(WIDTH));
  }

  private static Tensor masked(MaskedBatch batch, Tensor tokens) {
    return tokens.reshape(-1, WIDTH).gather(batch.rows()); // [B, M, D]
  }

  private static final double BETA = 2;

  private static Data2Vec objective(String transformer, String targets, Memory memory) {
    TargetBuilder builder =
        new TopLayersProvider().create(RecipeReader.section("targets", targets));
    String sizes =
        "width: %d, layers: 2, heads: 2, feed_forward: %d".formatted(WIDTH, FEED_FORWARD);
    return new Data2Vec(
        LineEncoder.of(true, 1),
        new Transformer(
            settings("{" + sizes + ", " + transformer + "}", TransformerSettings.class), memory),
        builder,
        new Regression(new ObjectiveSettings(BETA, Optional.empty(), 0, 0.9, 0.9, 1)));
  }

  private static <R extends Record> R settings(String yaml, Class<R> type) {
    return RecipeReader.section("test", yaml).as(type, MethodHandles.lookup());
  }
}
