package io.d2v.bench.harness;

import io.d2v.api.Dataset;
import io.d2v.bench.finetune.DataPaths;
import io.d2v.bench.finetune.FineTuning;
import io.d2v.bench.finetune.Splits;
import io.d2v.bench.probe.Scores;
import io.d2v.bench.result.Budget;
import io.d2v.bench.result.Examined;
import io.d2v.bench.result.ResultRow;
import io.d2v.bench.result.ResultTable;
import io.d2v.core.train.FrozenEncoder;
import io.d2v.core.train.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What frozen features tell of classes: a linear classifier's accuracy (its L2 chosen by
 * cross-validation, as Kornblith et al., arXiv 1805.08974, do) and that of nearest neighbours (as
 * DINO, arXiv 2104.14294), beside those of a random encoder and of the samples themselves.
 */
public final class Probing {
  private static final String PRE_TRAINED = "pre-trained, frozen";
  private static final String RANDOM = "random-init, frozen";
  private static final String PLAIN = "the samples themselves";
  private static final int BATCH = 64;

  private final FineTuning tuning;
  private final Comparison.Setup setup;

  /** Of the samples that a comparison fine-tunes on. */
  public Probing(FineTuning tuning, Comparison.Setup setup) {
    this.tuning = tuning;
    this.setup = setup;
  }

  /**
   * Measures over the seeds, by which labels are drawn and random encoders made; what was measured
   * before is read.
   *
   * @param out where it is kept
   */
  public Found run(Entrant entrant, Path out) throws IOException, InterruptedException {
    Map<String, List<Examined>> found = new LinkedHashMap<>();
    long fitted = 0;
    for (long seed = 1; seed <= setup.seeds(); seed++) {
      DataPaths paths = setup.paths().with(seed);
      try (Splits splits = tuning.open(setup.task(), entrant.start(), setup.how(), paths)) {
        fitted = splits.train().size();
        for (String name : List.of(PRE_TRAINED, RANDOM, PLAIN)) {
          Examined one = examined(name, entrant, seed, splits, out);
          found.computeIfAbsent(name, n -> new ArrayList<>()).add(one);
        }
      }
    }
    return found(entrant, found, fitted);
  }

  private Examined examined(String name, Entrant entrant, long seed, Splits splits, Path out)
      throws IOException, InterruptedException {
    Path folder = out.resolve(setup.task().name()).resolve("frozen").resolve("seed-" + seed);
    Files.createDirectories(folder);
    Method method = entrant.start().method();
    String key =
        String.join(
            "\n",
            method.recipe().toYaml(),
            name.equals(PRE_TRAINED) ? entrant.unlabelled() : name,
            setup.paths().train() + " " + splits.train().size());
    ExaminedFile file =
        new ExaminedFile(folder.resolve(name.replaceAll("\\W+", "-") + ".json"), key);
    Optional<Examined> before = file.read();
    if (before.isPresent()) {
      return before.get();
    }
    Examined examined = Examined.NOTHING;
    for (Map.Entry<String, Dataset> set : splits.reported().entrySet()) {
      Scores scores = scores(name, entrant, seed, splits.train(), set.getValue());
      Map<String, Double> metrics = new LinkedHashMap<>();
      metrics.put("linear", scores.linear());
      metrics.put("knn", scores.neighbours());
      examined = examined.plus(Examined.of(set.getKey(), metrics));
    }
    file.write(examined);
    return examined;
  }

  private static Scores scores(String name, Entrant entrant, long seed, Dataset train, Dataset test)
      throws InterruptedException {
    Method method = entrant.start().method();
    if (name.equals(PLAIN)) {
      return Scores.plain(method, train, test);
    }
    try (FrozenEncoder encoder =
        name.equals(RANDOM)
            ? FrozenEncoder.random(method, seed, BATCH)
            : FrozenEncoder.of(method, entrant.start().weights(), BATCH)) {
      return Scores.of(method, encoder.extractor(), train, test);
    }
  }

  private Found found(Entrant entrant, Map<String, List<Examined>> found, long fitted) {
    Map<String, Scored> scored = new LinkedHashMap<>();
    List<ResultRow> rows = new ArrayList<>();
    found.forEach(
        (name, seeds) -> {
          Scored values = Scored.of(seeds);
          scored.put(name, values);
          String unlabelled = name.equals(PRE_TRAINED) ? entrant.unlabelled() : "none";
          String labelled =
              String.format(
                  Locale.ROOT, "%,d samples of %s", fitted, setup.paths().train().getFileName());
          rows.add(
              new ResultRow(
                  name,
                  values.intervals(),
                  new Budget(unlabelled, labelled, "no update of the encoder"),
                  Optional.empty(),
                  Optional.empty()));
        });
    ResultTable table =
        new ResultTable(
            setup.benchmark(),
            setup.task().name() + ", frozen features; seeds: " + setup.seeds(),
            List.copyOf(rows.get(0).values().keySet()),
            ResultTable.Better.HIGHER,
            "%",
            rows);
    return new Found(setup.task().name() + ", frozen", table, scored, List.of(), Map.of());
  }
}
