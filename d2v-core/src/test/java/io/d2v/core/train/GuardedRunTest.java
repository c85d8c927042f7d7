package io.d2v.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.Dataset;
import io.d2v.api.UserError;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.recipe.RecipeReader;
import io.d2v.core.run.KeptUpdate;
import io.d2v.core.run.MetricsLog;
import io.d2v.core.run.Provenance;
import io.d2v.core.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that go wrong since their data or their recipe makes them. */
class GuardedRunTest {
  private static final long BAD = 13;

  /** Normalized over a sample's tokens they keep their spread even where no average is taken. */
  private static final String PLAIN_TARGETS = "targets.each=none, guards.target_variance=0.05";

  private static final String RECIPE =
      """
      name: test
      modality: vision
      seed: 5
      encoder: {image_size: 8, patch: 2, channels: 1, mean: [0.5], deviation: [0.3], jitter: 0,
        crop_area: [0.5, 1.0]}
      masker: {name: blocks, masked: 8, smallest: 2}
      targets: {layers: 2, each: instance, mean: layer}
      transformer: {width: 16, layers: 2, heads: 2, key_bias: false, dropout: 0.1}
      objective: {ema_start: 0.9, ema_end: 0.99, ema_steps: 10}
      optimizer: {learning_rate: 1e-2, clip: 1}
      schedule: {warmup_steps: 2}
      training: {batch: 4, steps: 10, checkpoint_every: 1, keep_checkpoints: 100}
      backend: {device: cpu, precision: float32}
      """;

  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  @ParameterizedTest(name = "{0} batches an update, {1}")
  @CsvSource({"1, float32", "3, float32", "1, bf16"})
  void anUpdateThatIsNotFiniteChangesNothingAndIsKept(int accumulate, String precision)
      throws Exception {
    Dataset data = new Spoiled(100, Map.of(BAD, Float.NaN));
    String[] settings = {"training.accumulate=" + accumulate, "backend.precision=" + precision};
    RunFolder run = run("run", data, settings);

    List<MetricsLog.Entry> log = MetricsLog.read(run.metrics());
    assertThat(log).as("the run goes on").hasSize(10);
    List<Long> bad = new ArrayList<>();
    for (MetricsLog.Entry entry : log) {
      if (entry.values().containsKey("applied")) {
        assertThat(entry.values().get("loss")).as("is not hidden").isNaN();
        bad.add(entry.step());
      }
    }
    assertThat(bad).isNotEmpty().isEqualTo(run.kept().steps());
    assertThat(warnings).hasSameSizeAs(bad).allMatch(text -> text.contains("was not applied"));
    for (long step = 2; step <= 10; step++) {
      String before = weights(run, step - 1);
      String after = weights(run, step);
      if (bad.contains(step)) {
        assertThat(after).as("student, teacher and moments of step %d", step).isEqualTo(before);
      } else {
        assertThat(after).isNotEqualTo(before);
      }
    }

    KeptUpdate kept = run.kept().of(bad.get(0));
    assertThat(kept.batches()).hasSize(accumulate);
    assertThat(kept.batches().stream().flatMap(batch -> batch.samples().stream()))
        .contains(new KeptUpdate.KeptSample(BAD, "noise " + BAD));
    assertThat(kept.recipe()).isEqualTo(Files.readString(run.recipe()));
    Replay.Replayed again = new Replay(method(settings), data, run).of(kept, false);
    assertThat(again.from()).isEqualTo(kept.step() - 1);
    assertThat(again.measured()).isEqualTo(kept.measured());
    List<Trace.Value> first =
        again.batches().stream().flatMap(found -> found.trace().firstNotFinite().stream()).toList();
    assertThat(first).hasSize(1);
    assertThat(first.get(0)).returns("input pixels", Trace.Value::operation);
    assertThat(first.get(0).notFinite()).isEqualTo(64);
    assertThat(again.batches().stream().flatMap(f -> f.trace().gradients().values().stream()))
        .anyMatch(norm -> norm.isNaN());
  }

  @Test
  void aLossThatIsInfiniteIsNotAppliedEither() {
    String[] settings = {"objective.loss_scale=3e38", "guards.not_finite=2", "backend.fuse=false"};

    assertThatThrownBy(() -> run("run", new Spoiled(100, Map.of()), settings))
        .hasMessageContaining("step 2: 2 updates in a row");

    assertThat(warnings).hasSize(2).allMatch(text -> text.contains("the loss is Infinity"));
  }

  @Test
  void aRunWithoutAnythingFiniteStopsAfterTenUpdates() {
    Dataset data =
        new Spoiled(
            100,
            LongStream.range(0, 100)
                .boxed()
                .collect(Collectors.toMap(index -> index, index -> Float.NaN)));

    assertThatThrownBy(() -> run("run", data, "training.steps=20", "backend.fuse=false"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("step 10: 10 updates in a row")
        .returns(UserError.Kind.TRAINING, error -> ((UserError) error).kind());

    assertThat(warnings).hasSize(10);
  }

  @Test
  void aRunThatGoesOnCountsFromWhereItStood() throws Exception {
    Dataset data = new Spoiled(100, Map.of(BAD, Float.NaN));
    RunFolder whole = run("whole", data, "backend.fuse=false");
    for (long most = 2; most <= 10; most += 2) {
      run("parts", data, most, "backend.fuse=false");
    }
    RunFolder parts = new RunFolder(folder.resolve("parts"));
    assertThat(Files.readString(parts.metrics())).isEqualTo(Files.readString(whole.metrics()));
    assertThat(parts.kept().steps()).isEqualTo(whole.kept().steps());
    assertThat(Files.readString(parts.checkpoints().newest().orElseThrow().resolve("state.json")))
        .isEqualTo(
            Files.readString(whole.checkpoints().newest().orElseThrow().resolve("state.json")));
  }

  @Test
  void aSpikeIsKeptAndMadeAgainExactlyFromAnOlderCheckpoint() throws Exception {
    String[] settings = {
      "optimizer.learning_rate=1e-5",
      "training.steps=60",
      "training.checkpoint_every=25",
      "guards.spike=0.1",
      "backend.fuse=false"
    };
    Dataset data = new Spoiled(100, Map.of());
    RunFolder run = run("run", data, settings);

    List<Long> spikes = run.kept().steps();
    assertThat(spikes).as("at half a deviation there are some").isNotEmpty();
    KeptUpdate kept = run.kept().of(spikes.get(0));
    Replay replay = new Replay(method(settings), data, run);
    Replay.Replayed exactly = replay.of(kept, true);
    assertThat(exactly.from()).isEqualTo(kept.step() - 1);
    assertThat(exactly.measured()).as("bit for bit").isEqualTo(kept.measured());
    assertThat(exactly.batches().get(0).trace().firstNotFinite()).isEmpty();
    assertThat(exactly.batches().get(0).trace().parts())
        .extracting(Trace.Value::part)
        .contains(
            "student.transformer.blocks.1.attention", "teacher.transformer.blocks.0.attention");
    Replay.Replayed near = replay.of(kept, false);
    assertThat(near.from()).isEqualTo((kept.step() - 1) / 25 * 25);
    assertThatThrownBy(
            () -> new Replay(method(settings), new Spoiled(101, Map.of()), run).of(kept, false))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is another one now");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optimizer.learning_rate=1",
        PLAIN_TARGETS + ", objective.ema_start=0, objective.ema_end=0"
      })
  void aLearningRateAHundredTimesTooHighOrNoAverageCollapses(String broken) {
    List<String> settings = new ArrayList<>(List.of(broken.split(", ", -1)));
    settings.addAll(
        List.of(
            "training.steps=2000",
            "training.checkpoint_every=2000",
            "guards.collapse_after=20",
            "backend.fuse=false"));
    assertThatThrownBy(
            () -> run("run", new Spoiled(100, Map.of()), settings.toArray(String[]::new)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has collapsed")
        .returns(UserError.Kind.COLLAPSE, error -> ((UserError) error).kind());

    assertThat(warnings)
        .as("the alarm comes first, with what helps")
        .anySatisfy(
            text ->
                assertThat(text)
                    .contains("the run stops below", "learning rate", "warm-up", "ema_start"));
  }

  @Test
  void twentyHealthyRunsAreWarnedOfNothing() throws Exception {
    for (int seed = 1; seed <= 20; seed++) {
      List<String> settings =
          new ArrayList<>(
              List.of(
                  "seed=" + seed,
                  "training.steps=100",
                  "training.checkpoint_every=100",
                  "guards.collapse_after=20",
                  "backend.fuse=false"));
      if (seed % 2 == 0) {
        settings.addAll(List.of(PLAIN_TARGETS.split(", ", -1)));
      }
      run("run-" + seed, new Spoiled(100, Map.of()), settings.toArray(String[]::new));
      assertThat(warnings).as("seed %d", seed).isEmpty();
    }
  }

  private static String weights(RunFolder run, long step) throws IOException {
    return Files.readString(run.path().resolve("checkpoints/step-" + step + "/MANIFEST.sha256"))
        .lines()
        .filter(line -> line.endsWith(".safetensors"))
        .collect(Collectors.joining("\n"));
  }

  private static Method method(String... settings) {
    return Method.of(RecipeReader.parse("test", RECIPE, List.of(settings)), Plugins.discover());
  }

  private RunFolder run(String name, Dataset data, String... settings) throws Exception {
    return run(name, data, Long.MAX_VALUE, settings);
  }

  /** Runs until so many updates are made in all. */
  private RunFolder run(String name, Dataset data, long most, String... settings) throws Exception {
    Method method = method(settings);
    RunFolder run = RunFolder.create(folder.resolve(name));
    long[] made = new long[1];
    Progress progress =
        new Progress() {
          @Override
          public void updated(Update update) {
            made[0] = update.step();
          }

          @Override
          public void warned(String message) {
            warnings.add(message);
          }
        };
    new TrainingLoop(method, data, RunPlace.of(run), progress)
        .run(
            backend -> new Pretrainer(method, data, backend),
            device ->
                new Provenance(
                    device,
                    method.recipe().toYaml(),
                    new Provenance.Source("noise", data.size(), "none"),
                    List.of()),
            () -> made[0] >= most);
    return run;
  }
}
