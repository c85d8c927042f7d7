package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two commands want the same run folder. */
final class TwoProcessesTest {
  private static final int STEPS = 100_000;

  @TempDir Path temp;

  @Test
  void theSecondIsRefusedUntilTheFirstIsGone() throws Exception {
    TinyPretraining tiny = TinyPretraining.of(temp, STEPS);
    Path run = temp.resolve("run");
    D2vProcess first = D2vProcess.start(temp.resolve("first"), D2vProcess.words(tiny.words(run)));
    try {
      assertThat(first.says("saved ")).as(first.said()).isTrue();

      D2vProcess second =
          D2vProcess.start(temp.resolve("second"), D2vProcess.words(tiny.words(run)));
      Command prune = Command.d2v("checkpoint", "prune", run, "--keep", 1);
      Command list = Command.d2v("runs", "list", temp);

      assertThat(second.code()).as(second.said()).isEqualTo(5);
      assertThat(second.said()).contains(run + " is in use: process " + first.process().pid());
      assertThat(prune.code()).isEqualTo(5);
      assertThat(prune.err()).contains("is in use: process " + first.process().pid());
      assertThat(list.out())
          .containsPattern(
              "going on +\\d+ of " + STEPS + " .*\n +process " + first.process().pid());
      assertThat(first.process().isAlive()).as(first.said()).isTrue();
    } finally {
      first.kill();
    }
    assertThat(Command.d2v("runs", "list", temp).out())
        .containsPattern("stopped +\\d+ of " + STEPS);
    D2vProcess third = D2vProcess.start(temp.resolve("third"), D2vProcess.words(tiny.words(run)));
    try {
      assertThat(third.says("going on after step ")).as(third.said()).isTrue();
    } finally {
      third.kill();
    }
  }
}
