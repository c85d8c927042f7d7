package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.core.run.MetricsLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Workers in processes of their own measure in each update what one process measures: loss, gauges,
 * gradient norm. {@code workers.steps} says how many updates, {@code workers.most} how many
 * workers.
 */
@Tag("workers")
final class WorkersAgreeTest {
  private static final int STEPS = Integer.getInteger("workers.steps", 10);
  private static final int MOST = Integer.getInteger("workers.most", 2);

  @TempDir Path temp;

  @ParameterizedTest
  @EnumSource(TinyModality.class)
  void severalMeasureWhatOneDoes(TinyModality modality) throws Exception {
    Path data = modality.write(temp.resolve("data"));
    Path alone = temp.resolve("alone");
    assertThat(Command.d2v(words(modality, data, alone)).code()).isZero();

    for (int workers = 2; workers <= MOST; workers *= 2) {
      Path together = temp.resolve("by-" + workers);
      D2vProcess launched =
          D2vProcess.start(
              temp.resolve("out-" + workers),
              D2vProcess.words(LaunchTest.words(workers, 0, words(modality, data, together))));
      assertThat(launched.code()).as(launched.said()).isZero();
      assertClose(together, alone);
      assertThat(RunComparison.names(together)).isEqualTo(RunComparison.names(alone));
    }
  }

  private static Object[] words(TinyModality modality, Path data, Path run) {
    List<Object> words = new ArrayList<>(Arrays.asList(modality.words(data, run, STEPS)));
    for (String setting :
        List.of(
            "training.accumulate=4",
            "backend.precision=float32",
            "optimizer.learning_rate=1e-3",
            "schedule.warmup_steps=1")) {
      words.addAll(List.of("--set", setting));
    }
    return words.toArray();
  }

  private static void assertClose(Path found, Path expected) throws Exception {
    List<MetricsLog.Entry> together = MetricsLog.read(found.resolve("metrics.jsonl"));
    List<MetricsLog.Entry> alone = MetricsLog.read(expected.resolve("metrics.jsonl"));
    assertThat(together).hasSameSizeAs(alone).hasSize(STEPS);
    IntStream.range(0, STEPS).forEach(i -> assertClose(together.get(i), alone.get(i)));
  }

  /** The gradient is of what the loss is made of, and hears more of its rounding. */
  private static double tolerance(String name) {
    return name.equals("gradient_norm") ? 1e-4 : 1e-5;
  }

  private static void assertClose(MetricsLog.Entry found, MetricsLog.Entry expected) {
    assertThat(found.values().keySet()).isEqualTo(expected.values().keySet());
    expected
        .values()
        .forEach(
            (name, value) ->
                assertThat(found.values().get(name))
                    .as("%s of update %d", name, expected.step())
                    .isCloseTo(value, within(tolerance(name) * Math.abs(value))));
  }
}
