package io.d2v.cli;

import io.d2v.bench.probe.Scores;
import io.d2v.core.recipe.Recipe;
import io.d2v.core.run.RunFolder;
import io.d2v.core.train.Method;
import io.d2v.core.train.RunPlace;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Pre-trains on data that comes with d2v, from several seeds, and shows what was learned. */
final class Demo {
  private final DemoSubject subject;
  private final Workshop workshop;
  private final Path folder;
  private final PrintWriter out;

  Demo(DemoSubject subject, Workshop workshop, Path folder, PrintWriter out) {
    this.subject = subject;
    this.workshop = workshop;
    this.folder = folder;
    this.out = out;
  }

  /** Runs it; false if it was asked to stop before the end. */
  boolean run(int seeds, Optional<Long> steps, BooleanSupplier stop)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Path data = folder.resolve("data");
    subject.data().unpack(data);
    List<DemoRun> finished = new ArrayList<>();
    Optional<Scores> raw = Optional.empty();
    for (long seed = 1; seed <= seeds; seed++) {
      Method method = workshop.method(recipe(seed, steps));
      try (DemoSplit split = DemoSplit.of(subject, workshop, method, data)) {
        if (raw.isEmpty()) { // the same samples for every seed
          raw = Optional.of(Scores.plain(method, split.labelled(), split.test()));
        }
        out.println("seed " + seed + " of " + seeds);
        Path run = folder.resolve("seed-" + seed);
        DemoProgress progress = new DemoProgress(out, method, split, run);
        RunPlace place = RunPlace.of(new RunFolder(run));
        if (!workshop.pretrain(method, split.unlabelled(), data, place, progress, stop)) {
          return false;
        }
        finished.add(new DemoRun(seed, run, method.recipe()));
        summarise(finished.get(finished.size() - 1));
      }
    }
    new DemoReport(subject, workshop, folder, out)
        .write(finished, raw.orElseThrow(), Duration.ofNanos(System.nanoTime() - start));
    return true;
  }

  private void summarise(DemoRun run) throws IOException {
    Scores before = run.before();
    Scores after = run.after();
    out.printf(
        Locale.ROOT,
        "seed %d: linear probe %.3f (random-init %.3f), k-NN %.3f (%.3f), target variance %.3f or"
            + " more%n",
        run.seed(),
        after.linear(),
        before.linear(),
        after.neighbours(),
        before.neighbours(),
        run.smallestTargetVariance());
    out.flush();
  }

  private Recipe recipe(long seed, Optional<Long> steps) throws IOException {
    List<String> overrides = new ArrayList<>(subject.overrides());
    overrides.add("seed=" + seed);
    steps.ifPresent(n -> overrides.add("training.steps=" + n));
    return workshop.recipes().find(subject.recipe(), overrides);
  }
}
