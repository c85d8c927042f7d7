package io.d2v.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.recipe.RecipeReader;
import io.d2v.core.run.Checkpoint;
import io.d2v.core.run.Effort;
import io.d2v.core.run.MetricsLog;
import io.d2v.core.run.Provenance;
import io.d2v.core.run.RunFolder;
import io.d2v.core.run.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PretrainerTest {
  private static final int STEPS = 7;
  private static final String RECIPE =
      """
      name: test
      modality: vision
      seed: 5
      encoder: {image_size: 8, patch: 2, channels: 1, mean: [0.5], deviation: [0.3], jitter: 0,
        crop_area: [0.5, 1.0]}
      masker: {name: blocks, masked: 8, smallest: 2}
      targets: {layers: 2, each: instance, mean: layer}
      transformer: {width: 16, layers: 2, heads: 2, key_bias: false, dropout: 0.1, drop_path: 0.1,
        attention_dropout: 0.1, layer_drop: 0.1, layer_scale: 0.1}
      objective: {ema_start: 0.9, ema_end: 0.99, ema_steps: 10}
      optimizer: {learning_rate: 1e-2, clip: 1}
      schedule: {warmup_steps: 2}
      training: {batch: 6, steps: 7, checkpoint_every: 3}
      backend: {device: cpu, precision: float32}
      """;

  @TempDir Path folder;
  private long millisecondsToRead;

  @Test
  void theSameRecipeAndSeedGiveTheSameBits() throws Exception {
    run("a", STEPS);
    run("b", STEPS);
    assertThat(metrics("b")).isEqualTo(metrics("a"));
    assertSameCheckpoint("b", "a");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void oneLoaderThreadAndEightGiveTheSameBits(int accumulate) throws Exception {
    String batches = "training.accumulate=" + accumulate;
    run("one", STEPS, batches, "training.loader_threads=1");
    run("eight", STEPS, batches, "training.loader_threads=8");
    assertThat(metrics("eight")).isEqualTo(metrics("one"));
    assertSameCheckpoint("eight", "one");
  }

  @Test
  void anotherSeedGivesOthers() throws Exception {
    run("a", STEPS);
    run("b", STEPS, "seed=6");
    assertThat(metrics("b")).isNotEqualTo(metrics("a"));
  }

  @Test
  void aStoppedRunContinuesAsIfItHadNeverStopped() throws Exception {
    run("whole", STEPS);
    assertThat(run("parts", 2)).isEqualTo(2);
    assertThat(run("parts", 2)).isEqualTo(4);
    assertThat(run("parts", STEPS)).isEqualTo(STEPS);
    assertThat(metrics("parts")).isEqualTo(metrics("whole"));
    assertSameCheckpoint("parts", "whole");
  }

  @Test
  void aFinishedRunIsLeftAsItIs() throws Exception {
    run("done", STEPS);
    String before = metrics("done");
    assertThat(run("done", STEPS)).isEqualTo(STEPS);
    assertThat(metrics("done")).isEqualTo(before);
  }

  @Test
  void accumulatedBatchesAreALargeBatch() throws Exception {
    String[] plain = {
      "transformer.dropout=0",
      "transformer.drop_path=0",
      "transformer.attention_dropout=0",
      "transformer.layer_drop=0",
      "targets.each=layer"
    };
    run("large", STEPS, plain);
    List<String> accumulated = new ArrayList<>(List.of(plain));
    accumulated.add("training.batch=2");
    accumulated.add("training.accumulate=3");
    run("small", STEPS, accumulated.toArray(String[]::new));
    List<MetricsLog.Entry> large =
        MetricsLog.read(new RunFolder(folder.resolve("large")).metrics());
    List<MetricsLog.Entry> small =
        MetricsLog.read(new RunFolder(folder.resolve("small")).metrics());
    for (int i = 0; i < STEPS; i++) {
      for (String gauge : List.of("loss", "gradient_norm", "masked")) {
        double expected = large.get(i).values().get(gauge);
        assertThat(small.get(i).values().get(gauge))
            .as("%s of step %d", gauge, i + 1)
            .isCloseTo(expected, within(1e-4 * expected));
      }
    }
  }

  @Test
  void waitingForDataIsCountedOverTheWholeRunAndAllBatchesOfAnUpdate() throws Exception {
    String[] overrides = {"training.batch=2", "training.accumulate=3", "training.loader_threads=1"};
    millisecondsToRead = 20;
    run("slow", 3, overrides);
    Effort begun = new RunFolder(folder.resolve("slow")).effort();
    run("slow", STEPS, overrides);
    Effort whole = new RunFolder(folder.resolve("slow")).effort();

    // One thread reads 2 x 3 samples an update, and computing them takes less.
    double reading = 6 * 0.020;
    assertThat(begun.waited()).isGreaterThan(0.5 * 3 * reading);
    assertThat(whole.waited()).isGreaterThan(0.5 * STEPS * reading);
    assertThat(whole.compiled()).isGreaterThan(begun.compiled());
    assertThat(whole.waited() + whole.compiled()).isLessThan(whole.seconds());
    assertThat(whole.waitedShare()).isBetween(0.3, 1.0);

    millisecondsToRead = 0;
    run("fast", STEPS, overrides);
    assertThat(metrics("fast")).isEqualTo(metrics("slow"));
  }

  @Test
  void theEffortOfOlderRunsHasNoWaiting() throws Exception {
    Files.writeString(
        folder.resolve("effort.json"), "{\"samples\":3,\"flops\":2.0,\"seconds\":1.5}");

    assertThat(new RunFolder(folder).effort()).isEqualTo(new Effort(3, 2, 1.5, 0, 0));
  }

  @Test
  void aRunOfAnotherRecipeIsNotContinued() throws Exception {
    run("a", STEPS);
    assertThatThrownBy(() -> run("a", STEPS, "optimizer.learning_rate=1"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("optimizer.learning_rate")
        .hasMessageContaining("another recipe");
  }

  @Test
  void aCheckpointOfAnotherShapeNamesEachTensor() throws Exception {
    Method method = method();
    Map<String, Array> weights = new TreeMap<>();
    try (FrozenEncoder encoder = FrozenEncoder.random(method(), 1, 2)) {
      assertThat(encoder.batch()).isEqualTo(2);
    }
    weights.put("encoder.patch_embed.bias", Array.of(Shape.of(3), 1f, 2f, 3f));
    assertThatThrownBy(() -> FrozenEncoder.of(method, weights, 2))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("encoder.patch_embed.bias: is [3], should be [16]")
        .hasMessageContaining("missing");
  }

  @Test
  void trainingLowersTheLoss() throws Exception {
    run("long", 60, "training.steps=60", "training.checkpoint_every=1000");
    List<MetricsLog.Entry> log = MetricsLog.read(new RunFolder(folder.resolve("long")).metrics());
    assertThat(mean(log.subList(50, 60))).isLessThan(0.95 * mean(log.subList(0, 10)));
  }

  private static double mean(List<MetricsLog.Entry> entries) {
    return entries.stream().mapToDouble(e -> e.values().get("loss")).average().orElseThrow();
  }

  private static Method method(String... overrides) {
    return Method.of(RecipeReader.parse("test", RECIPE, List.of(overrides)), Plugins.discover());
  }

  /** Runs until so many more updates are made, or the recipe's end. */
  private long run(String name, int most, String... overrides) throws Exception {
    Method method = method(overrides);
    AtomicInteger left = new AtomicInteger(most);
    Dataset noise = new Noise();
    TrainingLoop loop =
        new TrainingLoop(
            method,
            noise,
            RunPlace.of(RunFolder.create(folder.resolve(name))),
            new Progress() {
              @Override
              public void updated(Update update) {
                left.decrementAndGet();
              }
            });
    return loop.run(
        backend -> new Pretrainer(method, noise, backend),
        device ->
            new Provenance(
                device,
                method.recipe().toYaml(),
                new Provenance.Source("noise", 20, "none"),
                List.of()),
        () -> left.get() == 0);
  }

  private String metrics(String name) throws IOException {
    return Files.readString(new RunFolder(folder.resolve(name)).metrics());
  }

  private void assertSameCheckpoint(String name, String other) throws IOException {
    for (String file : List.of("student", "teacher", "optimizer")) {
      Map<String, Array> mine = tensors(name, file);
      Map<String, Array> its = tensors(other, file);
      assertThat(mine.keySet()).isEqualTo(its.keySet());
      mine.forEach(
          (path, array) ->
              assertThat(array.floats()).as(file + " " + path).isEqualTo(its.get(path).floats()));
    }
    assertThat(Checkpoint.load(newest(name)).state().step()).isEqualTo(STEPS);
  }

  private Map<String, Array> tensors(String name, String file) throws IOException {
    return Safetensors.read(newest(name).resolve(file + ".safetensors"));
  }

  private Path newest(String name) throws IOException {
    return new RunFolder(folder.resolve(name)).checkpoints().newest().orElseThrow();
  }

  /** Twenty images of noise. */
  private final class Noise implements Dataset {
    @Override
    public long size() {
      return 20;
    }

    @Override
    public Sample read(long index) {
      LockSupport.parkNanos(millisecondsToRead * 1_000_000);
      SplittableRandom random = new SplittableRandom(index);
      float[] pixels = new float[64];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = random.nextInt(256);
      }
      return Sample.of("noise " + index, new Sample.Values(Array.of(Shape.of(1, 8, 8), pixels)));
    }

    @Override
    public void close() {}
  }
}
