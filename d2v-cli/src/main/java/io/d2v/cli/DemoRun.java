package io.d2v.cli;

import io.d2v.bench.probe.Scores;
import io.d2v.core.recipe.Recipe;
import io.d2v.core.run.MetricsLog;
import io.d2v.core.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** A finished run of the demo. */
record DemoRun(long seed, Path folder, Recipe recipe) {
  private static final String PROBES = "probe.jsonl";
  static final String LINEAR = "linear";
  static final String NEIGHBOURS = "knn";

  static Path probes(Path folder) {
    return folder.resolve(PROBES);
  }

  List<MetricsLog.Entry> metrics() throws IOException {
    return MetricsLog.read(new RunFolder(folder).metrics());
  }

  /** Scores over steps; step 0 is the random encoder. */
  List<MetricsLog.Entry> probes() throws IOException {
    return MetricsLog.read(probes(folder));
  }

  /** The random encoder's. */
  Scores before() throws IOException {
    return scores(probes().get(0));
  }

  /** The trained encoder's. */
  Scores after() throws IOException {
    List<MetricsLog.Entry> probes = probes();
    return scores(probes.get(probes.size() - 1));
  }

  /** Of all steps; near zero where a run has collapsed. */
  double smallestTargetVariance() throws IOException {
    return metrics().stream()
        .mapToDouble(entry -> value(entry, "target_var"))
        .min()
        .orElse(Double.NaN);
  }

  private static Scores scores(MetricsLog.Entry entry) {
    return new Scores(value(entry, LINEAR), value(entry, NEIGHBOURS));
  }

  static double value(MetricsLog.Entry entry, String name) {
    return Objects.requireNonNull(entry.values().get(name), name);
  }
}
