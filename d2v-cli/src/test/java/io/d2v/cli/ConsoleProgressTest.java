package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.core.run.Effort;
import io.d2v.core.train.Progress;
import io.d2v.core.train.TrainingStep;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
  private final StringWriter told = new StringWriter();

  @Test
  void theShareOfWaitingIsSinceTheStartAndLatelyWithoutCompiling() throws Exception {
    run(10, 0, 0);

    assertThat(lines())
        .anyMatch(line -> line.contains("step 1/3") && line.contains("waiting for data 10.0%"))
        .anyMatch(line -> line.matches("step 3/3 .*waiting for data 3.3% \\(lately 9.0%\\).*"))
        .anyMatch(line -> line.matches("first step done [0-9.]+ s after the start; .*50.0 s.*"));
  }

  @Test
  void aFirstBatchThatWasWaitedForIsNoReasonForAdvice() throws Exception {
    run(10, 0, 0);

    assertThat(lines())
        .endsWith("waited for data: 3.3 % of the time, most of it for the first batch");
  }

  @Test
  void littleWaitingIsSaidAlone() throws Exception {
    run(1, 1, 1);

    assertThat(lines()).endsWith("waited for data: 1.0 % of the time");
  }

  @Test
  void muchWaitingIsSaidWithWhatToDo() throws Exception {
    run(0, 10, 5);

    assertThat(lines()).contains("waited for data: 5.0 % of the time");
    assertThat(lines().get(lines().size() - 1))
        .contains("training.loader_threads", "a folder of files", "no larger than");
  }

  /** Three updates of 100 s, the first with 50 more for compiling; they waited so many of these. */
  private void run(int... waited) throws Exception {
    ConsoleProgress progress = new ConsoleProgress(new PrintWriter(told));
    Effort effort = Effort.NONE;
    for (int i = 0; i < waited.length; i++) {
      int compiled = i == 0 ? 50 : 0;
      progress.updated(
          new Progress.Update(
              i + 1,
              waited.length,
              0,
              new TrainingStep.Rates(i + 1, 1, 1),
              new TrainingStep.Measured(1, 1, 1, true, Map.of()),
              8,
              Duration.ofSeconds(100 + compiled),
              Duration.ofSeconds(waited[i]),
              Duration.ofSeconds(compiled)));
      effort = effort.plus(new Effort(8, 0, 100 + compiled, waited[i], compiled));
    }
    progress.finished(effort);
  }

  private List<String> lines() {
    return told.toString().lines().toList();
  }
}
