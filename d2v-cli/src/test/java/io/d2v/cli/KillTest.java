package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the command again and again, a third of the times in the middle of a save, gives it again,
 * and compares what it ends with to a run that nobody disturbed. {@code crash.kills} says how
 * often.
 */
@Tag("crash")
final class KillTest {
  private static final int KILLS = Integer.getInteger("crash.kills", 20);
  private static final int STEPS = 600;
  private static final Pattern SAVED = Pattern.compile("saved \\S*step-(\\d+)");
  private static final Pattern GOING_ON = Pattern.compile("going on after step (\\d+)");

  @TempDir Path temp;
  private final long seed = Long.getLong("crash.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);
  private int kills;
  private int insideSaves;
  private int processes;

  @Test
  void killedAtAnyMomentTheSameCommandEndsWithTheSameBits() throws Exception {
    System.out.println("kill times drawn with -Dcrash.seed=" + seed);
    TinyPretraining tiny = TinyPretraining.of(temp, STEPS);
    Path undisturbed = temp.resolve("undisturbed");
    D2vProcess whole = start(tiny, undisturbed);
    assertThat(whole.code()).as(whole.said()).isZero();

    int runs = 0;
    while (kills < KILLS) {
      Path run = temp.resolve("run-" + runs++);
      trainWithKills(tiny, run);
      RunComparison.assertSame(run, undisturbed, STEPS);
    }
    System.out.printf(
        "%d kills, %d of them inside a save, %d runs, 0 differing bits%n",
        kills, insideSaves, runs);
    assertThat(3 * insideSaves).isGreaterThanOrEqualTo(kills);
  }

  /** Gives the same command until the run is done. */
  private void trainWithKills(TinyPretraining tiny, Path run) throws Exception {
    long saved = 0;
    while (true) {
      D2vProcess process = start(tiny, run);
      boolean ended =
          kills == KILLS
              ? process.code() >= 0
              : 3 * insideSaves <= kills ? endsBeforeASave(process, run) : endsBeforeATime(process);
      if (ended) {
        assertThat(process.process().exitValue()).as(process.said()).isZero();
      } else {
        process.kill();
        kills++;
        insideSaves += isInsideASave(run) ? 1 : 0;
      }
      assertThat(last(GOING_ON, process.said(), saved))
          .as("where it goes on, of what was saved: %s", process.said())
          .isGreaterThanOrEqualTo(saved);
      saved = last(SAVED, process.said(), saved);
      if (ended) {
        return;
      }
    }
  }

  /** Waits into the middle of a save; true if the process ended before. */
  private boolean endsBeforeASave(D2vProcess process, Path run) throws Exception {
    long wanted = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(1_000));
    boolean training = process.says("step ");
    while (training && process.process().isAlive()) {
      if (System.nanoTime() > wanted && isInsideASave(run)) {
        TimeUnit.MICROSECONDS.sleep(random.nextInt(4_000));
        return false;
      }
      TimeUnit.MICROSECONDS.sleep(200);
    }
    return true;
  }

  private boolean endsBeforeATime(D2vProcess process) throws InterruptedException {
    return process.process().waitFor(random.nextInt(4_000), TimeUnit.MILLISECONDS);
  }

  /** What has a temporary name is there while a checkpoint is written, or an old one deleted. */
  private static boolean isInsideASave(Path run) throws IOException {
    Path checkpoints = run.resolve("checkpoints");
    try {
      return Files.isDirectory(checkpoints)
          && RunComparison.names(checkpoints).stream().anyMatch(name -> name.startsWith("."));
    } catch (NoSuchFileException changing) {
      return true;
    }
  }

  private static long last(Pattern pattern, String said, long otherwise) {
    long found = otherwise;
    for (Matcher matcher = pattern.matcher(said); matcher.find(); ) {
      found = Long.parseLong(matcher.group(1));
    }
    return found;
  }

  private D2vProcess start(TinyPretraining tiny, Path run) throws IOException {
    return D2vProcess.start(temp.resolve("out-" + processes++), D2vProcess.words(tiny.words(run)));
  }
}
