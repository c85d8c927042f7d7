package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.core.run.MetricsLog;
import io.d2v.core.run.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands one after another, as a user has them, on a model of two small blocks. */
final class TrainingCommandsTest {
  private static final int IMAGES = 60;
  private static final List<String> TINY =
      List.of(
          "encoder.image_size=" + TinyImages.SIDE,
          "encoder.patch=2",
          "masker.masked=9",
          "masker.smallest=1",
          "targets.layers=2",
          "transformer.width=16",
          "transformer.layers=2",
          "transformer.heads=2",
          "training.batch=8",
          "backend.device=cpu",
          "backend.precision=float32");

  @TempDir static Path folder;
  private static Path data;
  private static Path run;
  private static Command trained;

  @BeforeAll
  static void train() throws IOException {
    data = TinyImages.write(folder.resolve("data"), IMAGES);
    run = folder.resolve("run");
    trained = pretrain(run, 6);
  }

  @Test
  void pretrainingWritesALineForEachUpdateAndACheckpoint() throws IOException {
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(MetricsLog.read(run.resolve("metrics.jsonl")))
        .hasSize(6)
        .allSatisfy(
            entry -> assertThat(entry.values()).containsKeys("loss", "target_var", "pred_var"));
    assertThat(run.resolve("checkpoints/step-6/student.safetensors")).exists();
  }

  @Test
  void inAPipeProgressIsPlainLines() {
    assertThat(trained.out()).contains("the CPU, as asked for", "step 6/6", "loss ", "samples/s");
    assertThat(trained.out()).doesNotContain("\r");
  }

  @Test
  void theSameCommandAgainChangesNothing() throws IOException {
    byte[] before = Files.readAllBytes(run.resolve("metrics.jsonl"));

    assertThat(pretrain(run, 6).code()).isZero();

    assertThat(run.resolve("metrics.jsonl")).hasBinaryContent(before);
  }

  @Test
  void anotherRecipeInTheSameFolderIsRefusedWithTheDifference() {
    Command other = pretrain(run, 7);

    assertThat(other.code()).isEqualTo(5);
    assertThat(other.err()).contains("training.steps", "6", "7");
  }

  @Test
  void aProbeComparesWithARandomEncoderAndPlainInput() {
    Command probe = Command.d2v("probe", run, "--data", data, "--labels", 30, "--test", 30);

    assertThat(probe.code()).as(probe.err()).isZero();
    assertThat(probe.out()).contains("30 samples", "random encoder", "plain input", "pre-trained");
  }

  @Test
  void embeddingsHaveAVectorForEachSample() throws IOException {
    Path out = folder.resolve("e.safetensors");

    Command embed = Command.d2v("embed", run, data, "--out", out, "--batch", 16);

    assertThat(embed.code()).as(embed.err()).isZero();
    assertThat(Safetensors.read(out).get("embeddings").shape()).isEqualTo(Shape.of(IMAGES, 16));
    assertThat(Safetensors.header(out).metadata().get("ids"))
        .contains("images-idx3-ubyte.gz#0", "images-idx3-ubyte.gz#" + (IMAGES - 1));
  }

  @Test
  void forwardWritesEveryHiddenState() throws IOException {
    Path in = folder.resolve("in.safetensors");
    Path out = folder.resolve("out.safetensors");
    Shape shape = Shape.of(3, 1, TinyImages.SIDE, TinyImages.SIDE);
    Safetensors.write(in, Map.of("pixels", Array.of(shape, new float[shape.elements()])), Map.of());

    Command forward =
        Command.d2v("forward", run.resolve("checkpoints/step-6"), "--inputs", in, "--out", out);

    assertThat(forward.code()).as(forward.err()).isZero();
    Map<String, Array> written = Safetensors.read(out);
    assertThat(written)
        .containsOnlyKeys(
            "hidden_states.0", "hidden_states.1", "hidden_states.2", "last_hidden_state");
    assertThat(written.get("last_hidden_state").shape()).isEqualTo(Shape.of(3, 16, 16));
  }

  @Test
  void forwardSaysWhatTheEncoderTakes() throws IOException {
    Path in = folder.resolve("wrong.safetensors");
    Safetensors.write(in, Map.of("image", Array.scalar(1f)), Map.of());

    Command forward = Command.d2v("forward", run, "--inputs", in, "--out", folder.resolve("none"));

    assertThat(forward.code()).isEqualTo(4);
    assertThat(forward.err()).contains("pixels", "image");
  }

  @Test
  void aChangeThatTheCheckpointDoesNotFitIsRefused() {
    Path other = folder.resolve("other");
    assertThat(pretrain(other, 1).code()).isZero();

    Command wider = pretrain(other, 1, "--allow-change", "--set", "transformer.width=32");

    assertThat(wider.code()).isEqualTo(5);
    assertThat(wider.err()).contains("does not fit the recipe's model", "16", "32");
  }

  @Test
  void aCheckpointIsReadByTheRecipeThatItWasMadeWith() throws IOException {
    Path other = folder.resolve("changed");
    assertThat(pretrain(other, 1).code()).isZero();
    Path recipe = other.resolve("recipe.yaml");
    Files.writeString(recipe, Files.readString(recipe).replace("width: 16", "width: 32"));

    Command embed = Command.d2v("embed", other, data, "--out", folder.resolve("x.npy"));

    assertThat(embed.code()).as(embed.err()).isZero();
  }

  @Test
  void aDryRunSaysWhatARunWillTakeAndWritesNothing() {
    Path none = folder.resolve("planned");

    Command plan = pretrain(none, 1000, "--dry-run", "--set", "training.accumulate=3");

    assertThat(plan.code()).as(plan.err()).isZero();
    assertThat(plan.out())
        .contains(
            "24 samples an update: 8 x 3; the recipe as written has 64",
            "of summed gradients",
            "updates",
            "suffices");
    assertThat(none).doesNotExist();
  }

  @Test
  void aDryRunInAFolderWithARunLeavesItAsItIs() throws IOException {
    byte[] before = Files.readAllBytes(run.resolve("metrics.jsonl"));

    Command plan = pretrain(run, 6, "--dry-run", "--json");

    assertThat(plan.code()).as(plan.err()).isZero();
    double checkpoint = 4 * (number(plan, "with_teacher") + 2 * number(plan, "parameters"));
    assertThat(number(plan, "checkpoint")).isEqualTo(checkpoint);
    assertThat(number(plan, "memory_parameters")).isEqualTo(checkpoint);
    assertThat(number(plan, "memory_values")).isPositive();
    assertThat(number(plan, "memory_measured"))
        .isGreaterThanOrEqualTo(number(plan, "memory_without"));
    assertThat(number(plan, "hours"))
        .isCloseTo(6 * 8 / number(plan, "samples_per_s") / 3600, within(1e-4));
    assertThat(plan.out()).contains("\"fits\": true");
    assertThat(run.resolve("metrics.jsonl")).hasBinaryContent(before);
  }

  @Test
  void aDryRunOfARecipeThatIsWrongSaysSo() {
    Command plan =
        pretrain(folder.resolve("wrong"), 1, "--dry-run", "--set", "training.memory=recomputed");

    assertThat(plan.code()).isNotZero();
    assertThat(plan.err()).contains("training.memory", "recompute");
  }

  @Test
  void jsonWithoutADryRunIsRefused() {
    Command plan = pretrain(folder.resolve("none"), 1, "--json");

    assertThat(plan.code()).isEqualTo(2);
    assertThat(plan.err()).contains("--dry-run");
  }

  private static double number(Command plan, String key) {
    Matcher found = Pattern.compile("\"" + key + "\": ([0-9.]+)").matcher(plan.out());
    assertThat(found.find()).as(key).isTrue();
    return Double.parseDouble(found.group(1));
  }

  private static Command pretrain(Path run, int steps, String... more) {
    List<Object> words =
        new ArrayList<>(
            List.of("pretrain", "vision-tiny", "--data", data, "--run", run, "--steps", steps));
    for (String setting : TINY) {
      words.add("--set");
      words.add(setting);
    }
    words.addAll(List.of(more));
    return Command.d2v(words.toArray());
  }
}
