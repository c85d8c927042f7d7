package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run for which Java's memory does not suffice says what helps, and loses nothing. */
final class OutOfMemoryTest {
  private static final int BATCH = 2_000;

  @TempDir Path folder;
  private int processes;

  @Test
  void whatHelpsIsSaidAndTheCheckpointStays() throws Exception {
    Path data = TinyImages.write(folder.resolve("data"), 100);
    Path run = folder.resolve("run");
    List<Object> words =
        new ArrayList<>(
            List.of("pretrain", "vision-tiny", "--data", data, "--run", run, "--steps", 4));
    for (String setting :
        List.of(
            "encoder.image_size=64",
            "encoder.patch=32",
            "masker.masked=2",
            "masker.smallest=1",
            "targets.layers=1",
            "transformer.width=8",
            "transformer.layers=1",
            "transformer.heads=2",
            "training.batch=" + BATCH,
            "training.checkpoint_every=1",
            "backend.device=cpu",
            "backend.fuse=false")) {
      words.addAll(List.of("--set", setting));
    }
    D2vProcess begun = start("-Xmx1g", words);
    assertThat(begun.says("saved ")).as(begun.said()).isTrue();
    begun.kill();
    Map<Path, byte[]> before = checkpoints(run);

    D2vProcess starved = start("-Xmx72m", words);

    assertThat(starved.code()).as(starved.said()).isEqualTo(7);
    assertThat(starved.said())
        .contains("Java's memory of ", "-Xmx", "training.batch", "training.accumulate")
        .contains("the same command goes on")
        .doesNotContain("\tat ");
    assertThat(checkpoints(run)).containsAllEntriesOf(before).hasSameSizeAs(before);
    D2vProcess fed = start("-Xmx1g", words);
    assertThat(fed.code()).as(fed.said()).isZero();
    assertThat(fed.said()).contains("going on after step");
  }

  private D2vProcess start(String memory, List<Object> arguments) throws IOException {
    List<String> words = D2vProcess.words(arguments.toArray());
    words.add(1, memory);
    return D2vProcess.start(folder.resolve("out-" + processes++), words);
  }

  private static Map<Path, byte[]> checkpoints(Path run) throws IOException {
    Map<Path, byte[]> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(run.resolve("checkpoints"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.toString().contains("/.")) { // what the kill left
          content.put(file, Files.readAllBytes(file));
        }
      }
    }
    return content;
  }
}
