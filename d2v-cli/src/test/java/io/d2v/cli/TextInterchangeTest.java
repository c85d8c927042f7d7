package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.core.run.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of text goes out with its tokenizer, and the folder is then all that commands need. */
class TextInterchangeTest {
  private static final List<String> TINY =
      List.of(
          "encoder.lengths=[16]",
          "transformer.width=16",
          "transformer.layers=2",
          "transformer.heads=2",
          "targets.layers=2",
          "training.batch=8",
          "backend.device=cpu");

  @TempDir static Path folder;

  private static Path data;
  private static Path run;
  private static Path exported;

  @BeforeAll
  static void trainAndExport() throws IOException {
    data = Files.createDirectories(folder.resolve("data"));
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      lines.append("plant\ta tree of kind ").append(i).append("\n");
      lines.append("animal\tsome bird that sings ").append(i).append(" songs\n");
    }
    Files.writeString(data.resolve("kinds.tsv"), lines);
    run = folder.resolve("run");
    exported = folder.resolve("the model"); // a path that a recipe has to quote
    List<Object> pretrain = new ArrayList<>(List.of("pretrain", "text-tiny", "--data", data));
    pretrain.addAll(List.of("--run", run, "--steps", 1));
    TINY.forEach(setting -> pretrain.addAll(List.of("--set", setting)));
    succeeds(pretrain.toArray());
    succeeds("export", run, exported, "--to", "hf");
  }

  @Test
  void theFolderEmbedsAsTheRunDoes() throws IOException {
    assertThat(exported.resolve("tokenizer.json")).isNotEmptyFile();

    assertThat(embedded(exported, "theirs")).containsExactly(embedded(run, "ours"));
  }

  @Test
  void theFolderIsProbed() {
    Command command = Command.d2v("probe", exported, "--data", data, "--labels", 20);

    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.out()).contains("pre-trained");
  }

  @Test
  void anImportedRunKeepsTokenizerAndMask() throws IOException {
    Path imported = folder.resolve("imported");
    succeeds("import", "hf", exported, "--run", imported);

    assertThat(Files.readString(imported.resolve("recipe.yaml")))
        .contains("\"" + exported.toAbsolutePath() + "\"")
        .contains("mask: 4");
    assertThat(embedded(imported, "imported")).containsExactly(embedded(run, "again"));
  }

  private static float[] embedded(Path model, String name) throws IOException {
    Path out = folder.resolve(name + ".safetensors");
    succeeds("embed", model, data, "--out", out, "--batch", 8);
    return Safetensors.read(out).get("embeddings").floats();
  }

  private static void succeeds(Object... arguments) {
    Command command = Command.d2v(arguments);
    assertThat(command.code()).as(command.err()).isZero();
  }
}
