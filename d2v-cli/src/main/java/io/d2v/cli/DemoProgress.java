package io.d2v.cli;

import io.d2v.api.backend.Backend;
import io.d2v.bench.probe.Scores;
import io.d2v.core.objective.Objective;
import io.d2v.core.run.MetricsLog;
import io.d2v.core.train.FeatureExtractor;
import io.d2v.core.train.Method;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows a run, and probes its student from time to time. */
final class DemoProgress extends ConsoleProgress {
  private static final int PROBES = 4;
  private static final int BATCH = 100;

  private final PrintWriter out;
  private final Method method;
  private final DemoSplit split;
  private final Path run;
  private @Nullable FeatureExtractor student;

  DemoProgress(PrintWriter out, Method method, DemoSplit split, Path run) {
    super(out);
    this.out = out;
    this.method = method;
    this.split = split;
    this.run = run;
  }

  @Override
  public void started(long done, long steps, Backend backend, Objective objective)
      throws IOException, InterruptedException {
    super.started(done, steps, backend, objective);
    student = new FeatureExtractor(backend, objective, Objective.STUDENT, BATCH);
    if (done == 0) {
      probe(0);
    }
  }

  @Override
  public void updated(Update update) throws IOException, InterruptedException {
    super.updated(update);
    if (update.step() % Math.max(1, update.steps() / PROBES) == 0
        || update.step() == update.steps()) {
      probe(update.step());
    }
  }

  /** Writes the scores at a step; those after it, of a run that was stopped, are cut off. */
  private void probe(long step) throws IOException, InterruptedException {
    if (student == null) {
      throw new IllegalStateException("the run has not started");
    }
    Scores scores = Scores.of(method, student, split.labelled(), split.test());
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(DemoRun.LINEAR, scores.linear());
    values.put(DemoRun.NEIGHBOURS, scores.neighbours());
    try (MetricsLog log = MetricsLog.open(DemoRun.probes(run), step - 1)) {
      log.write(step, values);
    }
    out.printf(
        Locale.ROOT,
        "after step %d: linear probe %.3f, k-NN %.3f%n",
        step,
        scores.linear(),
        scores.neighbours());
    out.flush();
  }
}
