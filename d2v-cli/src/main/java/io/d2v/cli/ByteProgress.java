package io.d2v.cli;

import io.d2v.files.ArchiveIndex;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how far a file is read: a bar on a terminal, now and then a line in a pipe. */
final class ByteProgress implements ArchiveIndex.Progress, AutoCloseable {
  private static final long MEGABYTE = 1_000_000;
  private static final long NANOS_A_LINE = 5_000_000_000L;

  private final PrintWriter out;
  private final String task;
  private final long start = System.nanoTime();
  private long said = start;
  private @Nullable ProgressBar bar;

  ByteProgress(PrintWriter out, String task) {
    this.out = out;
    this.task = task;
  }

  @Override
  public void passed(long done, long total) {
    if (Boolean.getBoolean("d2v.terminal")) { // the launcher knows whether this is a terminal
      if (bar == null) {
        bar =
            new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setUnit("MB", MEGABYTE)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed()
                .build();
      }
      bar.stepTo(done);
    } else if (System.nanoTime() - said > NANOS_A_LINE) {
      said = System.nanoTime();
      double seconds = (said - start) / 1e9;
      out.printf(
          Locale.ROOT,
          "%s %d of %d MB  %.0f MB/s  left %s%n",
          task,
          done / MEGABYTE,
          total / MEGABYTE,
          done / seconds / MEGABYTE,
          clock(Math.round((total - done) * seconds / Math.max(1, done))));
      out.flush();
    }
  }

  static String clock(long seconds) {
    Duration left = Duration.ofSeconds(seconds);
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", left.toHours(), left.toMinutesPart(), left.toSecondsPart());
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
