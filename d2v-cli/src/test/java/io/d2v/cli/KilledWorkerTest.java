package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills one of two workers again and again, and compares what the run ends with to one that nobody
 * disturbed. {@code crash.worker_kills} says how often.
 */
@Tag("crash")
final class KilledWorkerTest {
  private static final int KILLS = Integer.getInteger("crash.worker_kills", 2);
  private static final int STEPS = 400;

  @TempDir Path temp;
  private final long seed = Long.getLong("crash.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);

  @Test
  void withRestartsTheRunEndsWithTheSameBits() throws Exception {
    System.out.println("workers and times drawn with -Dcrash.seed=" + seed);
    TinyPretraining tiny = TinyPretraining.of(temp, STEPS);
    Path undisturbed = temp.resolve("undisturbed");
    D2vProcess whole = launch(tiny, undisturbed, "undisturbed-out");
    assertThat(whole.code()).as(whole.said()).isZero();

    int kills = 0;
    for (int runs = 0; kills < KILLS; runs++) {
      Path run = temp.resolve("run-" + runs);
      D2vProcess launched = launch(tiny, run, "out-" + runs);
      int restarts = 0;
      while (kills < KILLS && killsOne(launched)) {
        kills++;
        restarts++;
        if (!launched.says("restart " + restarts + " of ")) {
          break;
        }
      }
      assertThat(launched.code()).as(launched.said()).isZero();
      RunComparison.assertSame(run, undisturbed, STEPS);
    }
    System.out.printf("%d workers killed, 0 differing bits%n", kills);
  }

  /** After a while; false if all have ended before. */
  private boolean killsOne(D2vProcess launched) throws InterruptedException {
    if (launched.process().waitFor(random.nextInt(6_000), TimeUnit.MILLISECONDS)) {
      return false;
    }
    List<ProcessHandle> workers = launched.process().children().toList();
    return !workers.isEmpty() && workers.get(random.nextInt(workers.size())).destroyForcibly();
  }

  private D2vProcess launch(TinyPretraining tiny, Path run, String out) throws IOException {
    return D2vProcess.start(
        temp.resolve(out), D2vProcess.words(LaunchTest.words(2, 1_000, tiny.words(run))));
  }
}
