package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.core.run.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of data2vec 2.0 is one as any other's, and so is a model of the reference. */
class Data2Vec2CommandsTest {
  private static final String[] TINY = {
    "targets.layers=1",
    "transformer.width=8",
    "transformer.layers=1",
    "transformer.heads=2",
    "objective.clones=2",
    "objective.decoder.width=8",
    "objective.decoder.layers=1",
    "objective.decoder.groups=2",
    "training.batch=3",
    "training.checkpoint_every=1",
    "backend.device=cpu",
    "backend.fuse=false"
  };

  private static final String[] IMAGES = {
    "encoder.image_size=" + TinyImages.SIDE, "encoder.patch=4"
  };

  @TempDir Path folder;

  @Test
  void itIsPreTrainedAndGoesOn() throws IOException {
    Path data = TinyImages.write(folder.resolve("data"), 20);
    assertThat(pretrain("v2-vision-tiny", data, IMAGES, "--dry-run").out())
        .contains("with the teacher");
    assertThat(pretrain("v2-vision-tiny", data, IMAGES).code()).isZero();
    assertThat(run().resolve("checkpoints/step-2")).isDirectory();
    assertThat(pretrain("v2-vision-tiny", data, IMAGES).out())
        .contains("going on after step 2 of 2");
  }

  @Test
  void imagesAreProbedTaughtAndExported() throws IOException {
    Path data = TinyImages.write(folder.resolve("data"), 40);
    assertThat(pretrain("v2-vision-tiny", data, IMAGES).code()).isZero();

    imagesGoThroughAllCommands(run(), data);
    Command refused = Command.d2v("export", run(), folder.resolve("hf"), "--to", "hf");
    assertThat(refused.code()).isEqualTo(5);
    assertThat(refused.err())
        .contains("keys without bias", "transformers has no class for it", "--to savedmodel");
  }

  @Test
  void aModelOfTheReferenceGoesTheSameWay() throws IOException {
    Path data = TinyImages.write(folder.resolve("data"), 40);
    Path file = Reference2Image.write(folder.resolve("base_imagenet.pt"));

    Command imported = succeeds("import", "fairseq", file, "--run", run());

    assertThat(imported.out())
        .contains("29 parameters of ")
        .contains("begun anew, for pre-training alone: [decoder.blocks.0.bias");
    imagesGoThroughAllCommands(run(), data);
  }

  @Test
  void speechIsTaughtToSpell() throws IOException {
    Path data = TinySpeech.write(folder.resolve("data"), 12, 2);
    Command pretrained =
        pretrain(
            "v2-speech-tiny", data, new String[] {"encoder.lengths=[8000]", "encoder.channels=8"});
    assertThat(pretrained.code()).as(pretrained.err()).isZero();

    embedded(run(), data);
    finetune(
        "speech-recognition",
        "finetune-speech-tiny",
        data,
        "encoder.lengths=[8000]",
        "finetune.masked=true",
        "masker.name=spans",
        "masker.length=3",
        "training.steps=2",
        "finetune.evaluate_every=2");
    assertThat(predicted(data)).as("of the part that is taught from").hasSize(12);
    exported(run());
    Command refused = Command.d2v("export", run(), folder.resolve("hf"), "--to", "hf");
    assertThat(refused.err()).contains("encoder.alibi", "transformers has no class for it");
  }

  @Test
  void textIsTaughtATaskOfGlueAndIsAModelOfTransformers() throws IOException {
    Path texts = Files.createDirectories(folder.resolve("texts"));
    Files.writeString(
        texts.resolve("some.txt"), "Some bird sings.\n\nThe tree is old.\n\n".repeat(20));
    Command pretrained = pretrain("v2-text-tiny", texts, new String[] {"encoder.lengths=[16]"});
    assertThat(pretrained.code()).as(pretrained.err()).isZero();

    float[] vectors = embedded(run(), texts);
    finetune(
        "rte",
        "finetune-text-tiny",
        TinyGlue.write(folder.resolve("glue")),
        "encoder.lengths=[16]",
        "finetune.epochs=1");
    assertThat(predicted(texts)).isNotEmpty();
    exported(run());
    Path theirs = folder.resolve("hf");
    succeeds("export", run(), theirs, "--to", "hf");
    assertThat(embedded(theirs, texts)).containsExactly(vectors, within(1e-5f));
  }

  private void imagesGoThroughAllCommands(Path run, Path data) throws IOException {
    assertThat(succeeds("probe", run, "--data", data, "--labels", 20).out())
        .contains("pre-trained");
    embedded(run, data);
    Path seen = folder.resolve("seen");
    succeeds("visualize", run, data, "--out", seen);
    assertThat(seen.resolve("sample-3/head-2.png")).isNotEmptyFile();
    Shape shape = Shape.of(2, 1, TinyImages.SIDE, TinyImages.SIDE);
    Path inputs = folder.resolve("inputs.safetensors");
    Safetensors.write(
        inputs, Map.of("pixels", Array.of(shape, new float[shape.elements()])), Map.of());
    Path states = folder.resolve("states.safetensors");
    succeeds("forward", run, "--inputs", inputs, "--out", states);
    assertThat(Safetensors.read(states)).containsKey("last_hidden_state");
    finetune("classification", "finetune-vision-tiny", data, "training.steps=2");
    assertThat(predicted(data)).hasSize(40);
    exported(run);
  }

  private void exported(Path run) {
    Path saved = folder.resolve("saved");
    succeeds("export", run, saved, "--to", "savedmodel");
    assertThat(saved.resolve("saved_model.pb")).isNotEmptyFile();
    Path plain = folder.resolve("plain");
    succeeds("export", run, plain, "--to", "safetensors");
    assertThat(plain.resolve("recipe.yaml")).isNotEmptyFile();
  }

  private float[] embedded(Path model, Path data) throws IOException {
    Path out = folder.resolve(model.getFileName() + "-vectors.safetensors");
    succeeds("embed", model, data, "--out", out, "--batch", 8);
    return Safetensors.read(out).get("embeddings").floats();
  }

  private void finetune(String task, String recipe, Path data, String... settings) {
    List<Object> words =
        new ArrayList<>(List.of("finetune", task, run(), "--recipe", recipe, "--data", data));
    words.addAll(List.of("--out", folder.resolve("taught"), "--set", "training.batch=4"));
    Arrays.asList(settings).forEach(setting -> words.addAll(List.of("--set", setting)));
    succeeds(words.toArray());
  }

  private List<String> predicted(Path data) throws IOException {
    Path out = folder.resolve("predicted.tsv");
    succeeds("predict", folder.resolve("taught"), data, "--out", out);
    return Files.readAllLines(out);
  }

  private Path run() {
    return folder.resolve("run");
  }

  private Command pretrain(String recipe, Path data, String[] settings, String... more) {
    List<Object> words =
        new ArrayList<>(List.of("pretrain", recipe, "--data", data, "--run", run(), "--steps", 2));
    for (String[] some : List.of(TINY, settings)) {
      Arrays.asList(some).forEach(setting -> words.addAll(List.of("--set", setting)));
    }
    words.addAll(Arrays.asList(more));
    return Command.d2v(words.toArray());
  }

  private static Command succeeds(Object... arguments) {
    Command command = Command.d2v(arguments);
    assertThat(command.code()).as(command.err()).isZero();
    return command;
  }
}
