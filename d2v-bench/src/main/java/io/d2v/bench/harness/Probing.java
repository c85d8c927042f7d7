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
import java.util.OptionalInt;

/**
 * What frozen features tell of classes: a linear classifier's accuracy (its L2 chosen by
 * cross-validation, as Kornblith et al., arXiv 1805.08974, do) and that of nearest neighbours (as
 * DINO, arXiv 2104.14294), beside those of a random encoder and of the samples themselves.
 */
public final class Probing {
  private static final int BATCH = 64;

  /** Samples to fit on at most: features and folds of more would not fit in a usual memory. */
  private static final int MOST_FITTED = 20_000;

  /** Numbers that the samples themselves may be in all: 512 MiB. */
  private static final long MOST_PLAIN = 1L << 27;

  private final FineTuning tuning;
  private final Comparison.Setup setup;

  /** Whose features. */
  private enum Features {
    PRE_TRAINED("pre-trained, frozen"),
    RANDOM("random-init, frozen"),
    PLAIN("the samples themselves");

    private final String row;

    Features(String row) {
      this.row = row;
    }

    private String file() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".json";
    }
  }

  /** Of the samples that a comparison fine-tunes on. */
  public Probing(FineTuning tuning, Comparison.Setup setup) {
    this.tuning = tuning;
    this.setup = setup;
  }

  /**
   * Measures over the seeds, by which labels are drawn and random encoders made; what was measured
   * before is read. The samples themselves are left out where they are too many numbers.
   *
   * @param out where it is kept
   */
  public Found run(Entrant entrant, Path out) throws IOException, InterruptedException {
    Map<Features, List<Examined>> found = new LinkedHashMap<>();
    long fitted = 0;
    for (long seed = 1; seed <= setup.seeds(); seed++) {
      DataPaths paths = setup.paths().with(seed);
      try (Splits all = tuning.open(setup.task(), entrant.start(), setup.how(), paths)) {
        Splits splits = all.drawn(OptionalInt.of(MOST_FITTED), seed);
        fitted = splits.train().size();
        for (Features features : Features.values()) {
          if (features != Features.PLAIN || plainFits(entrant, splits)) {
            found
                .computeIfAbsent(features, n -> new ArrayList<>())
                .add(examined(features, entrant, paths, splits, out));
          }
        }
      }
    }
    return found(entrant, found, fitted);
  }

  private static boolean plainFits(Entrant entrant, Splits splits) {
    long samples =
        splits.train().size() + splits.reported().values().stream().mapToLong(Dataset::size).sum();
    long numbers =
        entrant.start().method().objective().encoder().inputs().values().stream()
            .mapToLong(type -> type.shape().elements())
            .sum();
    return samples * numbers <= MOST_PLAIN;
  }

  private Examined examined(
      Features features, Entrant entrant, DataPaths paths, Splits splits, Path out)
      throws IOException, InterruptedException {
    Path folder =
        out.resolve(setup.task().name()).resolve("frozen").resolve("seed-" + paths.seed());
    Files.createDirectories(folder);
    Method method = entrant.start().method();
    String key =
        String.join(
            "\n",
            method.recipe().toYaml(),
            setup.how().toString(),
            TrialOf.of(entrant, paths, splits).toString());
    ExaminedFile file = new ExaminedFile(folder.resolve(features.file()), key);
    Optional<Examined> before = file.read();
    if (before.isPresent()) {
      return before.get();
    }
    Examined examined = Examined.NOTHING;
    for (Map.Entry<String, Dataset> set : splits.reported().entrySet()) {
      Scores scores = scores(features, entrant, paths.seed(), splits.train(), set.getValue());
      Map<String, Double> metrics = new LinkedHashMap<>();
      metrics.put("linear", scores.linear());
      metrics.put("knn", scores.neighbours());
      examined = examined.plus(Examined.of(set.getKey(), metrics));
    }
    file.write(examined);
    return examined;
  }

  private static Scores scores(
      Features features, Entrant entrant, long seed, Dataset train, Dataset test)
      throws InterruptedException {
    Method method = entrant.start().method();
    if (features == Features.PLAIN) {
      return Scores.plain(method, train, test);
    }
    try (FrozenEncoder encoder =
        features == Features.RANDOM
            ? FrozenEncoder.random(method, seed, BATCH)
            : FrozenEncoder.of(method, entrant.start().weights(), BATCH)) {
      return Scores.of(method, encoder.extractor(), train, test);
    }
  }

  private Found found(Entrant entrant, Map<Features, List<Examined>> found, long fitted) {
    Map<String, Scored> scored = new LinkedHashMap<>();
    List<ResultRow> rows = new ArrayList<>();
    found.forEach(
        (features, seeds) -> {
          Scored values = Scored.of(seeds);
          scored.put(features.row, values);
          rows.add(
              new ResultRow(
                  features.row,
                  values.intervals(),
                  budget(features, entrant, fitted),
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

  private Budget budget(Features features, Entrant entrant, long fitted) {
    return new Budget(
        features == Features.PRE_TRAINED ? entrant.unlabelled() : "none",
        String.format(
            Locale.ROOT, "%,d samples of %s", fitted, setup.paths().train().getFileName()),
        "no update of the encoder");
  }
}
