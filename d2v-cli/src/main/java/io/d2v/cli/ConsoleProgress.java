package io.d2v.cli;

import io.d2v.api.UserError;
import io.d2v.api.backend.Backend;
import io.d2v.bench.speed.ProcessAge;
import io.d2v.core.objective.Objective;
import io.d2v.core.run.Effort;
import io.d2v.core.train.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows a run: a bar with rate and time left on a terminal, plain lines in a pipe. */
class ConsoleProgress implements Progress {
  private static final int LINES = 40;
  private static final int BAR_MILLIS = 500;
  private static final double SMOOTH = 0.95;
  private static final double MUCH = 0.02;

  private final PrintWriter out;
  private @Nullable ProgressBar bar;
  private double secondsAStep;
  private double waitedAStep;
  private Effort all = Effort.NONE;
  private Effort later = Effort.NONE;

  ConsoleProgress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void started(long done, long steps, Backend backend, Objective objective)
      throws IOException, InterruptedException {
    out.println("device: " + backend.device().description());
    out.println(
        done == 0
            ? "training for " + steps + " steps"
            : "going on after step " + done + " of " + steps);
    out.flush();
    if (Boolean.getBoolean("d2v.terminal")) { // the launcher knows whether this is a terminal
      bar =
          new ProgressBarBuilder()
              .setTaskName("train")
              .setInitialMax(steps)
              .startsFrom(done, Duration.ZERO)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(BAR_MILLIS)
              .showSpeed()
              .build();
    }
  }

  @Override
  public void lost(UserError worker) {
    LostWorker.endAfter(worker);
  }

  @Override
  public void resumed(Path checkpoint) {
    out.println("checkpoint: " + checkpoint);
  }

  @Override
  public void updated(Update update) throws IOException, InterruptedException {
    boolean first = all.samples() == 0;
    double compiled = seconds(update.compiled());
    double waited = seconds(update.waited());
    double worked = seconds(update.took()) - compiled;
    Effort one = new Effort(update.samples(), 0, worked, waited, 0);
    all = all.plus(one);
    later = first ? later : later.plus(one);
    secondsAStep = first ? worked : SMOOTH * secondsAStep + (1 - SMOOTH) * worked;
    waitedAStep = first ? waited : SMOOTH * waitedAStep + (1 - SMOOTH) * waited;
    if (first && bar == null) {
      out.println(
          String.format(
              Locale.ROOT,
              "first step done %.1f s after the start; programs took %.1f s of it to compile",
              ProcessAge.seconds(),
              compiled));
    }
    if (bar != null) {
      bar.stepTo(update.step()).setExtraMessage(gauges(update) + "  " + waiting());
      if (update.step() == update.steps()) {
        close();
      }
    } else if (update.step() % Math.max(1, update.steps() / LINES) == 0
        || update.step() == update.steps()) {
      long left = Math.round((update.steps() - update.step()) * secondsAStep);
      out.println(
          String.format(
              Locale.ROOT,
              "step %d/%d  %s  %.1f samples/s  %s  left %s",
              update.step(),
              update.steps(),
              gauges(update),
              update.samples() / secondsAStep,
              waiting(),
              ConsoleMeter.clock(left)));
      out.flush();
    }
  }

  @Override
  public void saved(long step, Path folder) {
    if (bar == null) {
      out.println("saved " + folder);
      out.flush();
    }
  }

  @Override
  public void warned(String message) {
    out.println("warning: " + message);
    out.flush();
  }

  @Override
  public void quarantined(String reason) {
    out.println("left out: " + reason);
    out.flush();
  }

  @Override
  public void finished(Effort effort) {
    close();
    boolean much = effort.waitedShare() > MUCH;
    boolean always = later.waitedShare() > MUCH;
    out.println(
        String.format(
            Locale.ROOT,
            "waited for data: %.1f %% of the time%s",
            100 * effort.waitedShare(),
            much && !always ? ", most of it for the first batch" : ""));
    if (always) {
      out.println(
          "The step waits for samples to be read and prepared. What helps: more threads"
              + " (training.loader_threads; this machine has "
              + Runtime.getRuntime().availableProcessors()
              + " processors), a folder of files instead of a compressed archive, images stored no"
              + " larger than training needs them.");
    }
    out.flush();
  }

  /** Shares of the time without compiling: since the start, and lately. */
  private String waiting() {
    return String.format(
        Locale.ROOT,
        "waiting for data %.1f%% (lately %.1f%%)",
        100 * all.waitedShare(),
        100 * waitedAStep / Math.max(secondsAStep, 1e-9));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  private static String gauges(Update update) {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "loss %.4f", update.measured().loss()));
    update
        .measured()
        .gauges()
        .forEach(
            (name, value) -> text.append(String.format(Locale.ROOT, "  %s %.3f", name, value)));
    return text.toString();
  }
}
