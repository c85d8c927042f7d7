package io.d2v.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.backend.Backend;
import io.d2v.core.objective.Objective;
import io.d2v.core.run.Checkpoint;
import io.d2v.core.run.Keep;
import io.d2v.core.run.RunFolder;
import io.d2v.core.run.RunState;
import io.d2v.testkit.hostile.CrankyDataset;
import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** To go on late takes no longer than to go on early: nothing before the step is looked at. */
class FarStepTest {
  private static final long FAR = 1_000_000;
  private static final int BATCH = 2;
  private static final int BATCHES = 3;
  private static final int AHEAD = 3; // batches that two loader threads prepare

  @TempDir Path temp;

  @Test
  void afterAMillionStepsTheNextOneIsFoundAtOnce() throws Exception {
    RunFolder run = farRun();
    CrankyDataset data = new CrankyDataset(new Noise(20_000, 4));
    AtomicLong found = new AtomicLong();
    Progress progress =
        new Progress() {
          @Override
          public void started(long done, long steps, Backend backend, Objective objective) {
            assertThat(done).isEqualTo(FAR);
            assertThat(data.reads()).isZero();
          }

          @Override
          public void updated(Update update) {
            found.compareAndSet(0, System.nanoTime());
            assertThat(update.epoch()).isEqualTo(FAR * BATCH * BATCHES / data.size());
          }
        };
    long start = System.nanoTime();

    new TinyRun(run.path())
        .with(data)
        .with(progress)
        .run(1, TinyRun.recipe("training.steps=" + (FAR + 1)));

    Duration took = Duration.ofNanos(found.get() - start);
    System.out.printf("step %d made %.2f s after the start%n", FAR + 1, took.toMillis() / 1e3);
    assertThat(took).isLessThan(Duration.ofSeconds(10));
    assertThat(data.reads()).isBetween((long) BATCH * BATCHES, (long) BATCH * (BATCHES + AHEAD));
  }

  /** As if it had made a million updates. */
  private RunFolder farRun() throws Exception {
    TinyRun begun = new TinyRun(temp.resolve("begun"));
    begun.run(1, TinyRun.recipe("training.steps=" + (FAR + 1)));
    Checkpoint first = Checkpoint.load(RunFolder.checkpoint(begun.path()));
    RunFolder far = RunFolder.create(temp.resolve("far"));
    far.writeRecipe(first.recipe());
    far.checkpoints()
        .save(
            new Checkpoint(
                new RunState(FAR, first.state().seed(), Map.of()),
                first.recipe(),
                first.student(),
                first.teacher(),
                first.optimizer()),
            Keep.newest(1));
    writeLog(far.metrics(), Files.readString(begun.folder().metrics()).strip());
    return far;
  }

  private static void writeLog(Path file, String first) throws Exception {
    String rest = first.substring(first.indexOf(','));
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (long step = 1; step <= FAR; step++) {
        out.write("{\"step\":" + step + rest + "\n");
      }
    }
  }
}
