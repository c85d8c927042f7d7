package io.d2v.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.core.data.EvaluationFeeder;
import io.d2v.core.data.FeederSettings;
import io.d2v.core.data.Quarantine;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.recipe.RecipeReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Texts of 2 to 16 tokens through an encoder of three sizes. */
class FeatureStreamTest {
  private static final int LONGEST = 16;
  private static final int BATCH = 16;
  private static final Plugins PLUGINS = Plugins.discover();

  private final Method method =
      Method.of(
          RecipeReader.parse(
              "text-tiny",
              PLUGINS.modality("text").recipes().get("text-tiny"),
              List.of(
                  "transformer.width=16",
                  "transformer.layers=2",
                  "transformer.heads=2",
                  "targets.layers=2",
                  "encoder.vocabulary=50",
                  "encoder.positions=20",
                  "encoder.lengths=[4, 8, 16]",
                  "backend.device=cpu")),
          PLUGINS);

  @Test
  void vectorsComeInTheOrderOfTheDataWithoutDamagedSamples() throws InterruptedException {
    List<FeatureStream.Feature> features = new ArrayList<>();
    FeatureStream.Done done = stream(new Texts(300, 60), BATCH, features);

    assertThat(features.stream().mapToLong(FeatureStream.Feature::index))
        .containsExactlyElementsOf(
            LongStream.range(0, 300).filter(index -> index % 60 != 59).boxed().toList());
    assertThat(features.get(0).id()).isEqualTo("text 0");
    assertThat(done.left().damaged())
        .hasSize(5)
        .first()
        .isEqualTo(new Quarantine.Damaged(59, "sample 59: it is torn"));
  }

  @Test
  void aVectorIsTheSameInWhicheverBatch() throws InterruptedException {
    List<FeatureStream.Feature> few = new ArrayList<>();
    List<FeatureStream.Feature> many = new ArrayList<>();
    stream(new Texts(100, 200), 3, few);
    stream(new Texts(100, 200), 32, many);

    for (int i = 0; i < few.size(); i++) {
      assertThat(many.get(i).vector()).containsExactly(few.get(i).vector(), within(1e-5f));
    }
  }

  /** As they were fetched before, with every hidden state beside them. */
  @Test
  void vectorsAreThoseOfAllFeatures() throws InterruptedException {
    Dataset data = new Texts(100, 200);
    List<FeatureStream.Feature> features = new ArrayList<>();
    stream(data, BATCH, features);
    Map<Long, float[]> expected = new TreeMap<>();
    try (FrozenEncoder encoder = FrozenEncoder.random(method, 1, BATCH);
        EvaluationFeeder feeder =
            new EvaluationFeeder(
                data,
                method.objective().encoder(),
                new Quarantine(100, 0),
                new FeederSettings(BATCH, 1, 0))) {
      Optional<EvaluationFeeder.Rows> next = feeder.next();
      while (next.isPresent()) {
        EvaluationFeeder.Rows rows = next.get();
        float[] pooled =
            encoder
                .extractor()
                .features(rows.size(), rows.inputs(), rows.valid())
                .pooled()
                .floats();
        for (int i = 0; i < rows.samples().size(); i++) {
          expected.put(
              rows.samples().get(i).index(), Arrays.copyOfRange(pooled, i * 16, i * 16 + 16));
        }
        next = feeder.next();
      }
    }

    assertThat(expected).hasSize(100);
    for (FeatureStream.Feature feature : features) {
      assertThat(feature.vector()).containsExactly(expected.get(feature.index()), within(1e-6f));
    }
  }

  @Test
  void sizesKeepPaddingLow() throws InterruptedException {
    FeatureStream.Done done = stream(new Texts(5_000, 10_000), BATCH, new ArrayList<>());

    // Lengths from 2 to 16, all alike often: 135 of 172 tokens where the sizes are 4, 8 and 16.
    assertThat(done.padding()).isCloseTo(1 - 135 / 172.0, within(0.02));
  }

  /** Samples with what is made of them would be 50 MB or more. */
  @Test
  void memoryDoesNotGrowWithTheSamples() throws InterruptedException {
    long[] before = new long[1];
    long[] most = new long[1];
    try (FrozenEncoder encoder = FrozenEncoder.random(method, 1, 64)) {
      FeatureStream.of(
          method,
          new Texts(100_000, 200_000),
          encoder.extractor(),
          feature -> {
            if (feature.index() == 10_000) {
              before[0] = used();
            } else if (feature.index() % 30_000 == 29_999) {
              most[0] = Math.max(most[0], used());
            }
          });
    }

    assertThat(before[0]).isPositive();
    assertThat(most[0] - before[0]).isLessThan(15_000_000);
  }

  private FeatureStream.Done stream(Dataset data, int batch, List<FeatureStream.Feature> features)
      throws InterruptedException {
    try (FrozenEncoder encoder = FrozenEncoder.random(method, 1, batch)) {
      return FeatureStream.of(method, data, encoder.extractor(), features::add);
    }
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** Each of so many torn, the last of them. */
  private record Texts(long size, long tornEach) implements Dataset {
    @Override
    public OptionalLong length(long index) {
      return OptionalLong.of(2 + (index * 7919) % (LONGEST - 1));
    }

    @Override
    public Sample read(long index) throws IOException {
      if (index % tornEach == tornEach - 1) {
        throw new IOException("it is torn");
      }
      int tokens = (int) length(index).orElseThrow();
      int[] ids = new SplittableRandom(index).ints(tokens, 5, 50).toArray();
      return Sample.of("text " + index, new Sample.Values(Array.of(Shape.of(tokens), ids)));
    }

    @Override
    public void close() {}
  }
}
