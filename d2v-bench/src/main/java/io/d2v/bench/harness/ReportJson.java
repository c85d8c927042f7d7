package io.d2v.bench.harness;

import io.d2v.bench.result.ResultRow;
import io.d2v.bench.result.ResultTable;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A report for programs: all that the page shows, and every seed's values. */
record ReportJson(BenchmarkReport report) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  String text() {
    ObjectNode root = JSON.createObjectNode().put("command", report.command());
    ObjectNode where = root.putObject("environment");
    report.environment().forEach(where::put);
    ArrayNode benchmarks = root.putArray("benchmarks");
    for (BenchmarkReport.Section section : report.sections()) {
      ObjectNode node = benchmarks.addObject().put("name", section.name());
      put(node.putObject("summary"), section.summary());
      node.set("left", JSON.valueToTree(section.left()));
      ArrayNode comparisons = node.putArray("comparisons");
      section.found().forEach(found -> put(comparisons.addObject(), found));
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private static void put(ObjectNode node, Found found) {
    node.put("task", found.task());
    put(node.putObject("table"), found.table());
    ObjectNode seeds = node.putObject("seeds");
    found.scored().forEach((row, scored) -> seeds.set(row, JSON.valueToTree(scored.values())));
    node.set("gains", JSON.valueToTree(found.gains()));
    node.set("examined", JSON.valueToTree(found.examined()));
  }

  private static void put(ObjectNode node, ResultTable table) {
    node.put("title", table.title());
    node.put("better", table.better().name().toLowerCase(Locale.ROOT));
    node.put("unit", table.unit());
    ArrayNode rows = node.putArray("rows");
    table.rows().forEach(row -> put(rows.addObject(), row));
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
    row.cost().ifPresent(cost -> node.put("cost", cost));
    row.source().ifPresent(source -> node.put("source", source));
  }
}
