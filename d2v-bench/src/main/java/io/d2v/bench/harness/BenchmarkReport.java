package io.d2v.bench.harness;

import io.d2v.bench.probe.Interval;
import io.d2v.bench.report.BenchmarkPage;
import io.d2v.bench.report.Series;
import io.d2v.bench.result.Published;
import io.d2v.bench.result.ResultRow;
import io.d2v.bench.result.ResultTable;
import io.d2v.core.run.Durable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What benchmarks found, with the published results of the same benchmarks below.
 *
 * @param command that makes it again
 * @param environment by name: version, device, Java, processors
 * @param tables ours
 * @param curves of the runs
 */
public record BenchmarkReport(
    String command,
    Map<String, String> environment,
    List<ResultTable> tables,
    List<Series> curves) {
  private static final String PUBLISHED =
      "Published results. Their budgets are others than ours, so no difference is printed: "
          + ResultTable.NOT_COMPARABLE
          + ".";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Copies the collections. */
  public BenchmarkReport {
    environment = new TreeMap<>(environment);
    tables = List.copyOf(tables);
    curves = List.copyOf(curves);
  }

  /** Writes {@code report.html}, {@code report.md} and {@code report.json} into a folder. */
  public void write(Path folder) throws IOException {
    Durable.write(folder.resolve("report.md"), markdown().getBytes(StandardCharsets.UTF_8));
    Durable.write(folder.resolve("report.json"), json().getBytes(StandardCharsets.UTF_8));
    List<String> facts = new ArrayList<>(List.of("Made by " + command));
    environment.forEach((name, value) -> facts.add(name + ": " + value));
    BenchmarkPage.write("Benchmarks", facts, parts(), curves, folder.resolve("report.html"));
  }

  private List<BenchmarkPage.Part> parts() {
    List<BenchmarkPage.Part> parts = new ArrayList<>();
    for (String benchmark : benchmarks()) {
      ours(benchmark).forEach(table -> parts.add(new BenchmarkPage.Part(table, verdicts(table))));
      Published.tables(benchmark)
          .forEach(table -> parts.add(new BenchmarkPage.Part(table, List.of(PUBLISHED))));
    }
    return parts;
  }

  String markdown() {
    StringBuilder text = new StringBuilder("# Benchmarks\n\n");
    text.append("Made by `").append(command).append("`.\n\n");
    environment.forEach(
        (name, value) -> text.append("- ").append(name).append(": ").append(value).append('\n'));
    for (String benchmark : benchmarks()) {
      text.append("\n## ").append(benchmark).append("\n\n");
      for (ResultTable table : ours(benchmark)) {
        text.append(table.markdown());
        verdicts(table).forEach(verdict -> text.append(verdict).append("\n\n"));
      }
      text.append(PUBLISHED).append("\n\n");
      Published.tables(benchmark).forEach(table -> text.append(table.markdown()));
    }
    return text.toString();
  }

  private List<String> benchmarks() {
    return tables.stream().map(ResultTable::benchmark).distinct().toList();
  }

  private List<ResultTable> ours(String benchmark) {
    return tables.stream().filter(table -> table.benchmark().equals(benchmark)).toList();
  }

  /** Whether the first row beats each other one, by every column. */
  private static List<String> verdicts(ResultTable table) {
    List<String> verdicts = new ArrayList<>();
    ResultRow first = table.rows().get(0);
    for (ResultRow other : table.rows().subList(1, table.rows().size())) {
      List<String> said = new ArrayList<>();
      for (String column : table.columns()) {
        Interval mine = first.values().get(column);
        Interval its = other.values().get(column);
        if (mine != null && its != null) {
          said.add(column + " " + verdict(mine, its, table.better()));
        }
      }
      verdicts.add(
          first.name() + " against " + other.name() + ": " + String.join("; ", said) + ".");
    }
    return verdicts;
  }

  private static String verdict(Interval mine, Interval its, ResultTable.Better better) {
    boolean higher = better == ResultTable.Better.HIGHER;
    if (Double.isInfinite(mine.halfWidth())) {
      return "one seed: no interval";
    }
    if (higher ? mine.above(its) : its.above(mine)) {
      return "better, intervals apart";
    }
    return (higher ? its.above(mine) : mine.above(its))
        ? "worse, intervals apart"
        : "no difference that the intervals show";
  }

  String json() {
    ObjectNode root = JSON.createObjectNode().put("command", command);
    ObjectNode where = root.putObject("environment");
    environment.forEach(where::put);
    ArrayNode all = root.putArray("tables");
    for (ResultTable table : tables) {
      ObjectNode node = all.addObject();
      node.put("benchmark", table.benchmark()).put("title", table.title());
      node.put("better", table.better().name().toLowerCase(Locale.ROOT));
      node.put("unit", table.unit());
      ArrayNode rows = node.putArray("rows");
      table.rows().forEach(row -> put(rows.addObject(), row));
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private static void put(ObjectNode node, ResultRow row) {
    node.put("name", row.name());
    ObjectNode values = node.putObject("values");
    row.values()
        .forEach(
            (column, value) -> {
              ObjectNode one = values.putObject(column).put("mean", value.mean());
              if (Double.isFinite(value.halfWidth())) {
                one.put("half_width", value.halfWidth());
              }
            });
    node.putObject("budget")
        .put("unlabelled", row.budget().unlabelled())
        .put("labelled", row.budget().labelled())
        .put("training", row.budget().training());
  }
}
