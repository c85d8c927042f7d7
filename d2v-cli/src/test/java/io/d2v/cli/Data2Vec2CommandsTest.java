package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of data2vec 2.0 is one as any other's. */
class Data2Vec2CommandsTest {
  private static final List<String> SETTINGS =
      List.of(
          "encoder.image_size=" + TinyImages.SIDE,
          "masker.share=0.6",
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
          "backend.fuse=false");

  @TempDir Path folder;

  @Test
  void itIsPreTrainedGoesOnAndIsEmbeddedFromAndSeen() throws IOException {
    Path data = TinyImages.write(folder.resolve("data"), 20);
    Path run = folder.resolve("run");
    assertThat(pretrain(data, run, "--dry-run").out()).contains("with the teacher");
    assertThat(pretrain(data, run).code()).isZero();
    assertThat(run.resolve("checkpoints/step-2")).isDirectory();
    assertThat(pretrain(data, run).out()).contains("going on after step 2 of 2");
    Path vectors = folder.resolve("vectors.npy");
    Command embed = Command.d2v("embed", run, data, "--out", vectors);
    assertThat(embed.code()).as(embed.err()).isZero();
    assertThat(vectors).isNotEmptyFile();
    Path seen = folder.resolve("seen");
    Command visualize = Command.d2v("visualize", run, data, "--out", seen);
    assertThat(visualize.code()).as(visualize.err()).isZero();
    assertThat(seen.resolve("sample-3/head-2.png")).isNotEmptyFile();
  }

  private static Command pretrain(Path data, Path run, String... more) {
    List<Object> words =
        new ArrayList<>(
            List.of("pretrain", "v2-vision-tiny", "--data", data, "--run", run, "--steps", 2));
    for (String setting : SETTINGS) {
      words.add("--set");
      words.add(setting);
    }
    words.addAll(Arrays.asList(more));
    return Command.d2v(words.toArray());
  }
}
