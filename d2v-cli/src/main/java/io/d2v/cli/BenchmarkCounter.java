package io.d2v.cli;

import io.d2v.bench.finetune.FineTuning;
import io.d2v.bench.harness.Comparison;
import java.io.PrintWriter;
import java.util.Locale;

/** Says which run of how many begins, and how long the others will take. */
final class BenchmarkCounter {
  private final PrintWriter console;
  private final int runs;
  private final long began = System.nanoTime();
  private int begun;

  BenchmarkCounter(PrintWriter console, int runs) {
    this.console = console;
    this.runs = runs;
  }

  Comparison.Telling telling(String benchmark, Workshop workshop, Comparison.Setup setup) {
    return (entrant, seed, method, splits) -> {
      console.printf(
          Locale.ROOT,
          "%s, %s, %s, seed %d: run %d of %d at most%s%n",
          benchmark,
          setup.task().name(),
          entrant.name(),
          seed,
          begun + 1,
          runs,
          left());
      console.flush();
      begun++;
      return new FineTuning.Told(
          new ConsoleProgress(console),
          (update, verdict, best) -> {},
          workshop.provenance(method, setup.paths().train(), splits.train().size()));
    };
  }

  private String left() {
    if (begun == 0) {
      return "";
    }
    double minutes = (System.nanoTime() - began) / 60e9 / begun * (runs - begun);
    return String.format(Locale.ROOT, ", about %.0f min left", Math.ceil(minutes));
  }
}
