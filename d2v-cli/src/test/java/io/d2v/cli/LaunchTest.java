package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers of one run that are started together. */
final class LaunchTest {
  private static final int STEPS = 10;

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-n 0 pretrain vision-tiny",
        "-n 2 --restarts -1 pretrain vision-tiny",
        "-n 2 --devices 0 pretrain vision-tiny",
        "-n 2 --hosts a,b --host 2 pretrain vision-tiny",
        "-n 2 probe runs/first",
        "-n 2 pretrain vision-tiny --rank 1",
        "-n 2 bench io --text book.txt",
      })
  void whatCannotBeStartedIsRefused(String arguments) {
    List<Object> words = new ArrayList<>(List.of("launch"));
    words.addAll(Arrays.asList(arguments.split(" ")));

    assertThat(Command.d2v(words.toArray()).code()).isEqualTo(ExitCode.USAGE.number());
  }

  @Test
  void twoWorkersTimeAStepThatTheyMakeTogether() throws Exception {
    D2vProcess launched =
        D2vProcess.start(
            temp.resolve("out"),
            D2vProcess.words(
                words(2, 0, "bench", "step", "--size", "tiny", "--steps", "2", "--json")));

    assertThat(launched.code()).as(launched.said()).isZero();
    assertThat(launched.said()).containsOnlyOnce("\"median_s\"");
  }

  @Test
  void whatWillNotGetBetterIsNotBegunAgain() throws Exception {
    TinyPretraining tiny = TinyPretraining.of(temp, STEPS);

    D2vProcess launched =
        D2vProcess.start(
            temp.resolve("out"),
            D2vProcess.words(
                words(2, 5, tiny.words(temp.resolve("run"), "--set", "training.batch=none"))));

    assertThat(launched.code()).isEqualTo(ExitCode.RECIPE.number());
    assertThat(launched.said()).contains("training.batch").doesNotContain("restart 1 of 5");
  }

  static Object[] words(int workers, int restarts, Object... command) {
    List<Object> words = new ArrayList<>(List.of("launch", "-n", workers, "--restarts", restarts));
    words.addAll(Arrays.asList(command));
    return words.toArray();
  }
}
