package io.d2v.cli;

import io.d2v.api.backend.Backend;
import io.d2v.core.objective.Data2Vec;
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

  private final PrintWriter out;
  private @Nullable ProgressBar bar;
  private double secondsAStep;
  private double waitedShare;

  ConsoleProgress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void started(long done, long steps, Backend backend, Data2Vec objective)
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
  public void updated(Update update) throws IOException, InterruptedException {
    double took = update.took().toNanos() / 1e9;
    boolean first = secondsAStep == 0;
    secondsAStep = first ? took : SMOOTH * secondsAStep + (1 - SMOOTH) * took;
    double waited = update.waited().toNanos() / 1e9 / Math.max(took, 1e-9);
    waitedShare = first ? waited : SMOOTH * waitedShare + (1 - SMOOTH) * waited;
    if (bar != null) {
      bar.stepTo(update.step()).setExtraMessage(gauges(update));
      if (update.step() == update.steps()) {
        close();
      }
    } else if (update.step() % Math.max(1, update.steps() / LINES) == 0
        || update.step() == update.steps()) {
      long left = Math.round((update.steps() - update.step()) * secondsAStep);
      out.println(
          String.format(
              Locale.ROOT,
              "step %d/%d  %s  %.1f samples/s  waiting for data %.0f%%  left %s",
              update.step(),
              update.steps(),
              gauges(update),
              update.samples() / secondsAStep,
              100 * waitedShare,
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
  public void quarantined(String reason) {
    out.println("left out: " + reason);
    out.flush();
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
