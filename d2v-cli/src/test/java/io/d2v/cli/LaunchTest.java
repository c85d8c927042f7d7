package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.core.run.MetricsLog;
import java.io.IOException;
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
  void twoWorkersMeasureWhatOneDoes() throws Exception {
    TinyPretraining tiny = TinyPretraining.of(temp, STEPS);
    Path one = temp.resolve("one");
    Path two = temp.resolve("two");

    assertThat(Command.d2v(tiny.words(one)).code()).isZero();
    D2vProcess launched = launch(tiny, two);

    assertThat(launched.code()).as(launched.said()).isZero();
    List<MetricsLog.Entry> alone = MetricsLog.read(one.resolve("metrics.jsonl"));
    List<MetricsLog.Entry> together = MetricsLog.read(two.resolve("metrics.jsonl"));
    assertThat(together).hasSameSizeAs(alone);
    for (int i = 0; i < STEPS; i++) {
      assertClose(together.get(i), alone.get(i));
    }
    assertThat(RunComparison.names(two)).isEqualTo(RunComparison.names(one));
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

  private D2vProcess launch(TinyPretraining tiny, Path run) throws IOException {
    return D2vProcess.start(
        temp.resolve("out-of-" + run.getFileName()),
        D2vProcess.words(words(2, 0, tiny.words(run))));
  }

  /** All that was measured: loss, gauges, gradient norm. */
  private static void assertClose(MetricsLog.Entry found, MetricsLog.Entry expected) {
    assertThat(found.values().keySet()).isEqualTo(expected.values().keySet());
    expected
        .values()
        .forEach(
            (name, value) ->
                assertThat(found.values().get(name))
                    .as("%s of update %d", name, expected.step())
                    .isCloseTo(value, within(1e-5 * Math.abs(value))));
  }
}
