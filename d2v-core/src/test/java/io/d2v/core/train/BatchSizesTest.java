package io.d2v.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.Mask;
import io.d2v.api.backend.Backend;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.core.data.SizedEncoder;
import io.d2v.core.data.Sizes;
import io.d2v.core.model.Transformer;
import io.d2v.core.model.TransformerSettings;
import io.d2v.core.objective.Data2Vec;
import io.d2v.core.objective.MaskedBatch;
import io.d2v.core.objective.ObjectiveSettings;
import io.d2v.core.objective.Regression;
import io.d2v.core.objective.TopLayersProvider;
import io.d2v.core.optim.Adam;
import io.d2v.core.optim.AdamSettings;
import io.d2v.core.recipe.RecipeReader;
import java.lang.invoke.MethodHandles;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Batches of several sizes train one model. */
class BatchSizesTest {
  private static final Array KEY = Array.of(Shape.of(2), 1, 2);
  private static final TrainingStep.Rates RATES = new TrainingStep.Rates(1, 1e-2, 0.9);

  private final Data2Vec objective =
      new Data2Vec(
          new SizedEncoder(8),
          new Transformer(settings("{width: 8, layers: 2, heads: 2}", TransformerSettings.class)),
          new TopLayersProvider()
              .create(RecipeReader.section("targets", "{layers: 2, each: layer}")),
          new Regression(
              settings("{ema_start: 0.9, ema_end: 0.9, ema_steps: 1}", ObjectiveSettings.class)));
  private final Adam adam = new Adam(settings("{learning_rate: 1e-2}", AdamSettings.class));
  private final Sizes sizes = Sizes.of(objective.encoder(), 2);

  @ParameterizedTest
  @EnumSource
  void anUpdateOfSeveralSizesSumsWhatEachGives(Backends on) {
    try (Backend backend = on.open();
        TrainingStep together = new TrainingStep(backend, adam, shapes(), 3, Wire.FLOAT32)) {
      together.weights().initialize(1);
      List<Map<String, Array>> feeds = IntStream.range(0, 3).mapToObj(this::feeds).toList();
      TrainingStep.Measured all = together.run(feeds, Collections.nCopies(3, KEY), RATES);

      double loss = 0;
      double count = 0;
      try (TrainingStep alone = new TrainingStep(backend, adam, shapes(), 1, Wire.FLOAT32)) {
        for (int size = 0; size < 3; size++) {
          alone.weights().initialize(1);
          TrainingStep.Measured one = alone.run(List.of(feeds.get(size)), List.of(KEY), RATES);
          loss += one.loss() * one.count();
          count += one.count();
        }
      }
      assertThat(all.count()).isEqualTo(count);
      assertThat(all.loss()).isCloseTo(loss / count, within(1e-5));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBatchOfNoSizeIsRefused(Backends on) {
    Map<String, Array> feeds = new HashMap<>(feeds(1));
    feeds.put("x", Array.of(Shape.of(2, 3), new float[6]));
    try (Backend backend = on.open();
        TrainingStep step = new TrainingStep(backend, adam, shapes(), 1, Wire.FLOAT32)) {
      assertThatThrownBy(() -> step.run(List.of(feeds), List.of(KEY), RATES))
          .hasMessageContaining("a shape that the step is not made for");
    }
  }

  private List<SizedBatch> shapes() {
    return IntStream.range(0, sizes.count())
        .mapToObj(
            size -> {
              Data2Vec one = objective.with(sizes.encoders().get(size));
              return SizedBatch.of(one, MaskedBatch.of(one.encoder(), sizes.batch(size), 1));
            })
        .toList();
  }

  private Map<String, Array> feeds(int size) {
    int batch = sizes.batch(size);
    int tokens = sizes.encoders().get(size).grid().tokens();
    SplittableRandom random = new SplittableRandom(size);
    float[] numbers = new float[batch * tokens];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    BitSet first = new BitSet();
    first.set(0);
    Map<String, Array> feeds =
        new HashMap<>(MaskedBatch.feeds(Collections.nCopies(batch, Mask.of(tokens, first)), 1));
    feeds.put("x", Array.of(Shape.of(batch, tokens), numbers));
    return feeds;
  }

  private static <R extends Record> R settings(String yaml, Class<R> type) {
    return RecipeReader.section("test", yaml).as(type, MethodHandles.lookup());
  }
}
