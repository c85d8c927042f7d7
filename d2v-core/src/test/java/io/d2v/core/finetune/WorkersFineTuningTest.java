package io.d2v.core.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.Dataset;
import io.d2v.core.recipe.RecipeReader;
import io.d2v.core.run.MetricsLog;
import io.d2v.core.run.Provenance;
import io.d2v.core.run.RunFolder;
import io.d2v.core.train.Crew;
import io.d2v.core.train.EarlierRun;
import io.d2v.core.train.Method;
import io.d2v.core.train.RunPlace;
import io.d2v.core.train.TrainingLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several workers learn from labels as one does alone. */
@Timeout(300)
class WorkersFineTuningTest {
  private static final int STEPS = 5;
  private static final String RECIPE =
      """
      name: test
      modality: vision
      seed: 5
      encoder: {image_size: 8, patch: 4, channels: 1, mean: [0.5], deviation: [0.3], jitter: 0,
        crop_area: [1.0, 1.0], class_token: false, positions: sincos, relative_bias: none}
      masker: {name: blocks, masked: 2, smallest: 1}
      targets: {layers: 2}
      objective: {ema_start: 0.9, ema_end: 0.99, ema_steps: 10}
      transformer: {width: 8, layers: 2, heads: 2, dropout: 0.1, drop_path: 0.1, key_bias: false}
      optimizer: {learning_rate: 3e-3, clip: 1}
      schedule: {warmup_steps: 2}
      training: {batch: 3, accumulate: 4, steps: 5, checkpoint_every: 2}
      task: {kind: classes, names: [above, below], norm: true}
      finetune: {layer_decay: 0.8, head_steps: 2, average: 0.5, evaluate_every: 2,
        mixing: {mixup: 0.8, cutmix: 1}}
      backend: {name: reference}
      """;

  @TempDir Path temp;

  /** By rank. */
  private final List<Integer> judges = Collections.synchronizedList(new ArrayList<>());

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void theUpdatesAreThoseOfOneAlone(int count) throws Exception {
    Crew.Member alone = train("alone", 1, STEPS).get(0);
    judges.clear();
    List<Crew.Member> workers = train("together", count, STEPS);

    for (Crew.Member worker : workers) {
      assertThat(worker.made()).isEqualTo(STEPS);
      Crew.assertSame(worker.parameters(), alone.parameters());
    }
    Crew.assertSame(log("together"), log("alone"));
    assertThat(judges).as("the first alone judges").containsOnly(0).hasSize(3);
    assertThat(folder("together").best().newest().orElseThrow().getFileName())
        .isEqualTo(folder("alone").best().newest().orElseThrow().getFileName());
  }

  /** The head alone is trained in the first two updates, and judged after the second. */
  @Test
  void whoGoesOnWithOtherWorkersIsJudgedAsOneAlone() throws Exception {
    train("alone", 1, STEPS);
    assertThat(made(2, 1)).as("and the one with which all hear of the stop").isEqualTo(2);
    assertThat(made(1, 1)).isEqualTo(3);
    assertThat(made(4, STEPS)).isEqualTo(STEPS);

    Crew.assertSame(log("parts"), log("alone"));
    assertThat(log("parts").get(1).values()).containsKey("dev_top1");
  }

  private long made(int count, long more) throws Exception {
    return train("parts", count, more).get(0).made();
  }

  private List<Crew.Member> train(String name, int count, long updates) throws Exception {
    List<Crew.Member> members =
        Crew.of(count, member -> run(temp.resolve(name), member.stopsAfter(updates)));
    Crew.assertNoneFailed(members);
    return members;
  }

  private long run(Path folder, Crew.Member member) throws Exception {
    Method method = Method.of(RecipeReader.parse("test", RECIPE, List.of()), member.plugins());
    Dataset data = new Halves(40, 0);
    RunPlace place = new RunPlace(new RunFolder(folder), EarlierRun.SAME_RECIPE, member.workers());
    FineTuner.Lesson lesson =
        new FineTuner.Lesson(
            data,
            new Halves.Shares(),
            Map.of(),
            model -> {
              judges.add(member.workers().rank());
              return judged(model);
            });
    return new TrainingLoop(method, data, place, member)
        .run(
            backend ->
                new FineTuner(
                    method, lesson, backend, place.folder(), (update, verdict, best) -> {}),
            device ->
                new Provenance(
                    device,
                    method.recipe().toYaml(),
                    new Provenance.Source("halves", 40, "none"),
                    List.of()),
            member);
  }

  private static Verdict judged(Predictor model) throws InterruptedException {
    List<Boolean> right = new ArrayList<>();
    model.predict(
        new Halves(10, 1_000_000),
        prediction -> right.add(prediction.best(0) == prediction.answer().label().orElseThrow()));
    double share = right.stream().filter(r -> r).count() / (double) right.size();
    return new Verdict(share, Map.of("dev_top1", share));
  }

  private RunFolder folder(String name) {
    return new RunFolder(temp.resolve(name));
  }

  private List<MetricsLog.Entry> log(String name) throws IOException {
    return MetricsLog.read(folder(name).metrics());
  }
}
