package io.d2v.core.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.Dataset;
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
import io.d2v.core.train.Method;
import io.d2v.core.train.Progress;
import io.d2v.core.train.RunPlace;
import io.d2v.core.train.TrainingLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FineTunerTest {
  private static final int STEPS = 8;
  private static final String RECIPE =
      """
      name: test
      modality: vision
      seed: 5
      encoder: {image_size: 8, patch: 2, channels: 1, mean: [0.5], deviation: [0.3], jitter: 0,
        crop_area: [1.0, 1.0], class_token: false, positions: sincos, relative_bias: none}
      masker: {name: blocks, masked: 8, smallest: 2}
      targets: {layers: 2}
      objective: {ema_start: 0.9, ema_end: 0.99, ema_steps: 10}
      transformer: {width: 16, layers: 2, heads: 2, dropout: 0.1, drop_path: 0.1}
      optimizer: {learning_rate: 3e-3, clip: 1}
      schedule: {warmup_steps: 2}
      training: {batch: 8, steps: 8, checkpoint_every: 3}
      task: {kind: classes, names: [above, below], norm: true}
      finetune: {layer_decay: 0.8, head_steps: 3, average: 0.5, evaluate_every: 2}
      backend: {device: cpu, precision: float32}
      """;

  @TempDir Path folder;
  private final List<Verdict> verdicts = new ArrayList<>();

  @Test
  void theSameRecipeAndSeedGiveTheSameBits() throws Exception {
    run("a", STEPS);
    run("b", STEPS, "training.loader_threads=4");
    assertThat(metrics("b")).isEqualTo(metrics("a"));
    assertThat(changed(student("a"), student("b"))).isEmpty();
  }

  @Test
  void aStoppedRunContinuesAsIfItHadNeverStopped() throws Exception {
    run("whole", STEPS);
    assertThat(run("parts", 2)).isEqualTo(2);
    assertThat(run("parts", 2)).isEqualTo(4);
    assertThat(run("parts", STEPS)).isEqualTo(STEPS);
    Effort whole = new RunFolder(folder.resolve("whole")).effort();
    assertThat(whole.samples()).as("what it cost is counted as well").isEqualTo(8L * STEPS);
    assertThat(new RunFolder(folder.resolve("parts")).effort())
        .returns(whole.samples(), Effort::samples)
        .returns(whole.flops(), Effort::flops);

    assertThat(metrics("parts")).isEqualTo(metrics("whole"));
    assertThat(changed(student("whole"), student("parts"))).isEmpty();
    assertThat(best("parts")).isEqualTo(best("whole"));
  }

  @Test
  void accumulatedBatchesAreALargeBatch() throws Exception {
    String[] plain = {"transformer.dropout=0", "transformer.drop_path=0"};
    run("large", STEPS, plain);
    run("small", STEPS, plain[0], plain[1], "training.batch=4", "training.accumulate=2");
    List<MetricsLog.Entry> large = log("large");
    List<MetricsLog.Entry> small = log("small");
    for (int i = 0; i < STEPS; i++) {
      double loss = large.get(i).values().get("loss");
      assertThat(small.get(i).values().get("loss")).isCloseTo(loss, within(1e-4 * loss));
    }
  }

  @Test
  void itLearnsAndKeepsTheCheckpointThatDidBest() throws Exception {
    run("long", 60, "training.steps=60", "finetune.evaluate_every=10");

    assertThat(verdicts).hasSize(6);
    assertThat(verdicts.get(5).score()).isGreaterThan(0.9);
    double most = verdicts.stream().mapToDouble(Verdict::score).max().orElseThrow();
    int first = (int) verdicts.stream().takeWhile(verdict -> verdict.score() < most).count();
    assertThat(best("long")).isEqualTo("step-" + 10 * (first + 1));
    assertThat(log("long").get(9).values()).containsEntry("dev_top1", verdicts.get(0).score());
  }

  @Test
  void mixedSamplesHaveMixedLabels() throws Exception {
    String[] mixing = {"finetune.mixing.mixup=0.8", "finetune.mixing.cutmix=1"};
    run("mixed", STEPS, mixing);
    run("again", STEPS, mixing[0], mixing[1], "training.loader_threads=3");
    run("plain", STEPS);

    assertThat(metrics("again")).isEqualTo(metrics("mixed"));
    assertThat(log("mixed").get(0).values().get("loss"))
        .isNotEqualTo(log("plain").get(0).values().get("loss"));
  }

  @Test
  void theHeadAloneIsTrainedAtFirst() throws Exception {
    run("drawn", 1);
    Map<String, Array> begin = student("drawn");
    Map<String, Array> after = trained(begin, "finetune.head_steps=8");

    assertThat(changed(begin, after)).containsExactlyElementsOf(paths(begin, "task."));
  }

  @Test
  void frozenParametersStay() throws Exception {
    run("drawn", 1);
    Map<String, Array> begin = student("drawn");
    Map<String, Array> after =
        trained(begin, "finetune.head_steps=0", "finetune.frozen=[encoder., transformer.blocks.0]");

    assertThat(changed(begin, after))
        .containsExactlyElementsOf(
            begin.keySet().stream()
                .filter(path -> !path.startsWith("encoder."))
                .filter(path -> !path.startsWith("transformer.blocks.0"))
                .toList());
  }

  @Test
  void theHeadIsAlwaysNew() throws Exception {
    run("drawn", 1);
    Map<String, Array> begin = new TreeMap<>(student("drawn"));
    begin.put("task.out.bias", Array.of(Shape.of(3), 1f, 2f, 3f)); // of another task
    begin(begin);
    run("on", 1);

    assertThat(student("on").get("task.out.bias").shape()).isEqualTo(Shape.of(2));
  }

  @Test
  void weightsOfAnotherShapeAreRefused() {
    begin(Map.of("encoder.patch_embed.bias", Array.of(Shape.of(3), 1f, 2f, 3f)));
    assertThatThrownBy(() -> run("a", 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("encoder.patch_embed.bias: is [3], should be [16]");
  }

  @Test
  void aRecipeWithoutATaskIsRefused() {
    assertThatThrownBy(() -> run("a", 1, "task.kind=none", "task.names=[]"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("recipe test has no task");
  }

  private Map<String, Array> weights = Map.of();

  private void begin(Map<String, Array> with) {
    weights = with;
  }

  private Map<String, Array> trained(Map<String, Array> begin, String... overrides)
      throws Exception {
    begin(begin);
    run("trained", STEPS, overrides);
    return student("trained");
  }

  private static List<String> changed(Map<String, Array> before, Map<String, Array> after) {
    return before.keySet().stream()
        .filter(path -> !Arrays.equals(before.get(path).floats(), after.get(path).floats()))
        .toList();
  }

  private static List<String> paths(Map<String, Array> weights, String prefix) {
    return weights.keySet().stream().filter(path -> path.startsWith(prefix)).toList();
  }

  /** Runs until so many more updates are made, or the recipe's end. */
  private long run(String name, int most, String... overrides) throws Exception {
    Method method =
        Method.of(RecipeReader.parse("test", RECIPE, List.of(overrides)), Plugins.discover());
    AtomicInteger left = new AtomicInteger(most);
    Dataset data = new Halves(40, 0);
    RunFolder run = RunFolder.create(folder.resolve(name));
    FineTuner.Lesson lesson =
        new FineTuner.Lesson(data, new Halves.Shares(), weights, FineTunerTest::judged);
    Progress counting =
        new Progress() {
          @Override
          public void updated(Update update) {
            left.decrementAndGet();
          }
        };
    return new TrainingLoop(method, data, RunPlace.of(run), counting)
        .run(
            backend ->
                new FineTuner(
                    method, lesson, backend, run, (update, verdict, best) -> verdicts.add(verdict)),
            device ->
                new Provenance(
                    device,
                    method.recipe().toYaml(),
                    new Provenance.Source("halves", 40, "none"),
                    List.of()),
            () -> left.get() == 0);
  }

  private static Verdict judged(Predictor model) throws InterruptedException {
    List<Boolean> right = new ArrayList<>();
    model.predict(
        new Halves(50, 1_000_000),
        prediction -> right.add(prediction.best(0) == prediction.answer().label().orElseThrow()));
    double share = right.stream().filter(r -> r).count() / (double) right.size();
    return new Verdict(share, Map.of("dev_top1", share));
  }

  private String metrics(String name) throws IOException {
    return Files.readString(new RunFolder(folder.resolve(name)).metrics());
  }

  private List<MetricsLog.Entry> log(String name) throws IOException {
    return MetricsLog.read(new RunFolder(folder.resolve(name)).metrics());
  }

  private Map<String, Array> student(String name) throws IOException {
    return Checkpoint.loadStudent(
        new RunFolder(folder.resolve(name)).checkpoints().newest().orElseThrow());
  }

  private String best(String name) throws IOException {
    return new RunFolder(folder.resolve(name))
        .best()
        .newest()
        .orElseThrow()
        .getFileName()
        .toString();
  }
}
