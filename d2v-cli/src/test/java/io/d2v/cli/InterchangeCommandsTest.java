package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.core.run.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models go out to other software and come back as they were. */
class InterchangeCommandsTest {
  private static final List<String> TINY =
      List.of(
          "encoder.image_size=" + TinyImages.SIDE,
          "encoder.patch=2",
          "encoder.positions=learned",
          "encoder.class_token=true",
          "transformer.key_bias=false",
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
  private static Path exported;
  private static Path imported;

  @BeforeAll
  static void trainExportImport() throws IOException {
    data = TinyImages.write(folder.resolve("data"), 40);
    run = folder.resolve("run");
    exported = folder.resolve("exported");
    imported = folder.resolve("imported");
    List<Object> pretrain = new ArrayList<>(List.of("pretrain", "vision-tiny", "--data", data));
    pretrain.addAll(List.of("--run", run, "--steps", 2));
    TINY.forEach(setting -> pretrain.addAll(List.of("--set", setting)));
    succeeds(pretrain.toArray());
    succeeds("export", run, exported, "--to", "hf");
    succeeds("import", "hf", exported, "--run", imported);
  }

  @Test
  void exportThenImportGivesTheSameBits() throws IOException {
    Map<String, Array> before = student(run, 2);
    Map<String, Array> after = student(imported, 0);

    before.keySet().removeIf(name -> name.startsWith("head."));
    after.keySet().removeIf(name -> name.startsWith("head."));
    assertThat(after.keySet()).isEqualTo(before.keySet());
    before.forEach(
        (name, array) -> assertThat(after.get(name).floats()).as(name).isEqualTo(array.floats()));
  }

  @Test
  void aRunAndItsExportedFolderGiveTheSameHiddenStates() throws IOException {
    int channels =
        Safetensors.read(exported.resolve("model.safetensors"))
            .get("embeddings.patch_embeddings.projection.weight")
            .shape()
            .size(1);
    Shape shape = Shape.of(2, channels, TinyImages.SIDE, TinyImages.SIDE);
    float[] pixels = new float[shape.elements()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) Math.sin(i);
    }
    Path ours = folder.resolve("ours.safetensors");
    Path theirs = folder.resolve("theirs.safetensors");
    Safetensors.write(ours, Map.of("pixels", Array.of(shape, pixels)), Map.of());
    Safetensors.write(theirs, Map.of("pixel_values", Array.of(shape, pixels)), Map.of());

    succeeds("forward", run, "--inputs", ours, "--out", folder.resolve("a.safetensors"));
    succeeds("forward", exported, "--inputs", theirs, "--out", folder.resolve("b.safetensors"));
    succeeds("forward", imported, "--inputs", ours, "--out", folder.resolve("c.safetensors"));

    Map<String, Array> expected = Safetensors.read(folder.resolve("a.safetensors"));
    for (String other : List.of("b.safetensors", "c.safetensors")) {
      Map<String, Array> found = Safetensors.read(folder.resolve(other));
      expected.forEach(
          (name, array) -> assertThat(found.get(name).floats()).as(name).isEqualTo(array.floats()));
      assertThat(found).containsKey("pooler_output");
    }
  }

  @Test
  void aHuggingFaceFolderEmbedsAsARunDoes() throws IOException {
    succeeds("embed", exported, data, "--out", folder.resolve("e.safetensors"), "--batch", 8);

    assertThat(Safetensors.read(folder.resolve("e.safetensors")).get("embeddings").shape())
        .isEqualTo(Shape.of(40, 16));
  }

  @Test
  void anImportedRunGoesOnLearning() throws IOException {
    Path copy = folder.resolve("copy");
    succeeds("import", "hf", exported, "--run", copy);

    List<Object> pretrain = new ArrayList<>(List.of("pretrain", copy.resolve("recipe.yaml")));
    pretrain.addAll(List.of("--data", data, "--run", copy, "--steps", 1));
    for (String setting :
        List.of("training.batch=8", "training.accumulate=1", "masker.smallest=1")) {
      pretrain.addAll(List.of("--set", setting));
    }
    succeeds(pretrain.toArray());

    assertThat(copy.resolve("checkpoints/step-1")).exists();
  }

  @Test
  void aSavedModelIsWritten() {
    Path saved = folder.resolve("saved");

    succeeds("export", run, saved, "--to", "savedmodel", "--batch", 2);

    assertThat(saved.resolve("saved_model.pb")).isNotEmptyFile();
  }

  /** In two processes, whose maps have different orders. */
  @ParameterizedTest
  @EnumSource(ExportCommand.Form.class)
  void exportedTwiceTheFilesAreTheSame(ExportCommand.Form form) throws Exception {
    Path first = folder.resolve("first-" + form);
    Path second = folder.resolve("second-" + form);
    succeeds("export", run, first, "--to", form);

    D2vProcess process =
        D2vProcess.start(
            folder.resolve("out"), D2vProcess.words("export", run, second, "--to", form));

    assertThat(process.code()).as(process.said()).isZero();
    assertThat(RunComparison.hashes(second)).isNotEmpty().isEqualTo(RunComparison.hashes(first));
  }

  @Test
  void nothingIsWrittenOverWhatIsThere() {
    assertThat(Command.d2v("export", run, exported, "--to", "hf").code()).isEqualTo(5);
    assertThat(Command.d2v("import", "hf", exported, "--run", imported).code()).isEqualTo(5);
  }

  @Test
  void aFolderOfAnotherKindOfModelIsRefusedByName() throws IOException {
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.writeString(other.resolve("config.json"), "{\"model_type\": \"bert\"}");
    Safetensors.write(other.resolve("model.safetensors"), Map.of(), Map.of());

    Command command = Command.d2v("import", "hf", other, "--run", folder.resolve("none"));

    assertThat(command.code()).isEqualTo(5);
    assertThat(command.err()).contains("'bert'", "data2vec-vision");
  }

  private static Map<String, Array> student(Path run, int step) throws IOException {
    return new TreeMap<>(
        Safetensors.read(run.resolve("checkpoints/step-" + step + "/student.safetensors")));
  }

  private static void succeeds(Object... arguments) {
    Command command = Command.d2v(arguments);
    assertThat(command.code()).as(command.err()).isZero();
  }
}
