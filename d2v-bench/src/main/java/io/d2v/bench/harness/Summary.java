package io.d2v.bench.harness;

import io.d2v.bench.glue.GlueSet;
import io.d2v.bench.result.Budget;
import io.d2v.bench.result.Published;
import io.d2v.bench.result.ResultRow;
import io.d2v.bench.result.ResultTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A benchmark's one table: our rows by the columns of a published one, and its rows below. */
public final class Summary {
  private static final String AVERAGE = "average";
  private static final List<String> WHOLE =
      List.of("QNLI", "RTE", "MRPC", "QQP", "STS-B", "CoLA", "SST-2");
  private static final Map<String, String> LABELS =
      Map.of(
          "10m", "10 min of labels",
          "1h", "1 h of labels",
          "10h", "10 h of labels",
          "100h", "100 h of labels");
  private static final List<String> HALF = List.of("MNLI-m", "MNLI-mm");

  private Summary() {}

  /** ImageNet's top-1, beside models of Base size. */
  public static ResultTable imagenet(Found found) {
    return beside(
        Published.table("imagenet", "ViT-B"), found.table(), found.scored(), "dev_top1", "top-1");
  }

  /**
   * Word errors with a language model, beside models of Base size: in the table of that many
   * labels, or, of labels that no paper had, in a column of their own.
   *
   * @param subset of labels, as commands call it
   */
  public static ResultTable librispeech(Found found, Optional<String> subset) {
    String title = subset.map(LABELS::get).orElse("");
    if (title.isEmpty()) {
      ResultTable all = Published.table("librispeech", "4-gram language model, Base");
      String column = subset.isPresent() ? "960 h" : "these labels";
      List<String> ours = new ArrayList<>();
      for (String set : List.of("dev", "test", "test-other")) {
        ours.addAll(List.of(set + "_lm_wer", column));
      }
      return beside(
          all.withColumn(column), found.table(), found.scored(), ours.toArray(String[]::new));
    }
    List<String> pairs = new ArrayList<>();
    for (String set : List.of("dev-clean", "dev-other", "test-clean", "test-other")) {
      pairs.addAll(List.of(set + "_lm_wer", set));
    }
    return beside(
        Published.table("librispeech", title),
        found.table(),
        found.scored(),
        pairs.toArray(String[]::new));
  }

  /** Each task's official metric, and their average where all eight are there. */
  public static ResultTable glue(List<Found> tasks) {
    Map<String, Scored> scored = new LinkedHashMap<>();
    for (String row : tasks.get(0).scored().keySet()) {
      Map<String, List<Double>> values = new LinkedHashMap<>();
      tasks.forEach(task -> values.putAll(main(task, row)));
      average(new Scored(values)).ifPresent(mean -> values.put(AVERAGE, mean));
      scored.put(row, new Scored(values));
    }
    ResultTable published = Published.tables("glue").get(0);
    boolean wnli = scored.values().stream().anyMatch(one -> one.values().containsKey("WNLI"));
    ResultTable wider = wnli ? published.withColumn("WNLI") : published;
    List<String> pairs = new ArrayList<>();
    wider.columns().forEach(column -> pairs.addAll(List.of(column, column)));
    return beside(wider, overall(tasks), scored, pairs.toArray(String[]::new));
  }

  /** Rows that are of all tasks; what each cost is said in its own table. */
  private static ResultTable overall(List<Found> tasks) {
    ResultTable first = tasks.get(0).table();
    List<ResultRow> rows =
        first.rows().stream()
            .map(
                row ->
                    new ResultRow(
                        row.name(),
                        row.values(),
                        new Budget(
                            row.budget().unlabelled(), "by task, see below", "by task, see below"),
                        Optional.empty(),
                        Optional.empty()))
            .toList();
    return new ResultTable(
        first.benchmark(), first.title(), first.columns(), first.better(), first.unit(), rows);
  }

  private static Map<String, List<Double>> main(Found task, String row) {
    Map<String, List<Double>> main = new LinkedHashMap<>();
    GlueSet set =
        Arrays.stream(GlueSet.values())
            .filter(one -> one.task().equals(task.task()))
            .findFirst()
            .orElseThrow();
    for (String file : set.devFiles()) {
      task.of(row).values().entrySet().stream()
          .filter(metric -> metric.getKey().startsWith(file + "_"))
          .findFirst()
          .ifPresent(metric -> main.put(set.shown(file), metric.getValue()));
    }
    return main;
  }

  /** Of eight, MNLI as the mean of its two; nothing where one is missing. */
  private static Optional<List<Double>> average(Scored scored) {
    if (!scored.values().keySet().containsAll(WHOLE)
        || !scored.values().keySet().containsAll(HALF)) {
      return Optional.empty();
    }
    List<Double> means = new ArrayList<>();
    for (int seed = 0; seed < scored.of(WHOLE.get(0)).length; seed++) {
      int at = seed;
      double whole = WHOLE.stream().mapToDouble(task -> scored.of(task)[at]).sum();
      double half = HALF.stream().mapToDouble(task -> scored.of(task)[at]).average().orElseThrow();
      means.add((whole + half) / (WHOLE.size() + 1));
    }
    return Optional.of(means);
  }

  /**
   * Our rows in front of published ones.
   *
   * @param pairs our metric and its published column, one after the other
   */
  private static ResultTable beside(
      ResultTable published, ResultTable ours, Map<String, Scored> scored, String... pairs) {
    List<ResultRow> rows = new ArrayList<>();
    for (ResultRow row : ours.rows()) {
      Map<String, List<Double>> values = new LinkedHashMap<>();
      Scored own = scored.getOrDefault(row.name(), Scored.NOTHING);
      for (int i = 0; i < pairs.length; i += 2) {
        List<Double> found = own.values().get(pairs[i]);
        if (found != null) {
          values.put(pairs[i + 1], found);
        }
      }
      rows.add(
          new ResultRow(
              row.name(), new Scored(values).intervals(), row.budget(), row.cost(), row.source()));
    }
    return new ResultTable(
            published.benchmark(),
            "Beside published results: " + published.title(),
            published.columns(),
            published.better(),
            published.unit(),
            rows)
        .with(published.rows());
  }
}
