package io.d2v.cli;

import io.d2v.bench.data.Meter;
import io.d2v.files.ArchiveIndex;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how far reading has come: a bar on a terminal, a line now and then in a pipe. */
final class ConsoleMeter implements Meter {
  private static final long EVERY = 10_000_000_000L; // nanoseconds
  private static final long NOT_BEGUN = -1;
  private static final int BAR_MILLIS = 500;
  private static final long KILOBYTE = 1_000;
  private static final long MEGABYTE = 1_000_000;
  private static final long GIGABYTE = 1_000_000_000;

  private final PrintWriter out;
  private final long every;
  private @Nullable ProgressBar bar;
  private String what = "";
  private Unit unit = Unit.BYTES;
  private long total;
  private long done;
  private long started;
  private long told;

  ConsoleMeter(PrintWriter out) {
    this(out, EVERY);
  }

  /**
   * One that tells more or less often.
   *
   * @param every how many nanoseconds lie between two lines
   */
  ConsoleMeter(PrintWriter out, long every) {
    this.out = out;
    this.every = every;
  }

  @Override
  public void begin(String what, long total, Unit unit) {
    this.what = what;
    this.total = total;
    this.unit = unit;
    done = 0;
    started = System.nanoTime();
    told = started;
    if (Boolean.getBoolean("d2v.terminal")) { // the launcher knows whether this is a terminal
      ProgressBarBuilder builder =
          new ProgressBarBuilder()
              .setTaskName(what)
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(BAR_MILLIS)
              .showSpeed();
      bar = (unit == Unit.BYTES ? builder.setUnit(" MB", MEGABYTE) : builder).build();
    }
  }

  /** What to tell who says himself how far he is, of how much; it begins when he first does. */
  ArchiveIndex.Progress bytes(String what) {
    total = NOT_BEGUN;
    return (behind, ofAll) -> {
      if (total == NOT_BEGUN) {
        begin(what, ofAll, Unit.BYTES);
      }
      advance(behind - done);
    };
  }

  @Override
  public void advance(long by) {
    done += by;
    long now = System.nanoTime();
    if (bar != null) {
      bar.stepTo(done);
    } else if (now - told > every) {
      told = now;
      double rate = Math.max(1, done) / ((now - started) / 1e9);
      out.printf(
          Locale.ROOT,
          "%s: %s of %s, %s/s, left %s%n",
          what,
          unit == Unit.BYTES ? bytes(done) : String.format(Locale.ROOT, "%,d", done),
          amount(total),
          amount(Math.round(rate)),
          clock(Math.round((total - done) / rate)));
      out.flush();
    }
  }

  @Override
  public void end() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  static String bytes(long bytes) {
    if (bytes < KILOBYTE) {
      return bytes + " bytes";
    }
    long unit = bytes < MEGABYTE ? KILOBYTE : bytes < GIGABYTE ? MEGABYTE : GIGABYTE;
    String name = unit == KILOBYTE ? "kB" : unit == MEGABYTE ? "MB" : "GB";
    return String.format(Locale.ROOT, "%.1f %s", (double) bytes / unit, name);
  }

  private String amount(long count) {
    return unit == Unit.BYTES ? bytes(count) : String.format(Locale.ROOT, "%,d samples", count);
  }

  /** Hours, minutes and seconds. */
  static String clock(long seconds) {
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
