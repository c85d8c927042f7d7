package io.d2v.bench.harness;

import io.d2v.bench.probe.Interval;
import io.d2v.bench.report.Series;
import io.d2v.bench.result.ResultRow;
import io.d2v.bench.result.ResultTable;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A report for programs: our tables, every seed's values and differences, what single runs did, and
 * how they came there.
 */
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
    ArrayNode gains = node.putArray("gains");
    found.gains().forEach(gain -> put(gains.addObject(), gain));
    ArrayNode curves = node.putArray("curves");
    found.curves().forEach(curve -> put(curves.addObject(), curve));
    node.set("examined", JSON.valueToTree(found.examined()));
  }

  private static void put(ObjectNode node, Gain gain) {
    node.put("name", gain.name()).put("over", gain.over()).put("column", gain.column());
    put(node, gain.more());
    node.put("verdict", gain.verdict());
  }

  private static void put(ObjectNode node, Series curve) {
    node.put("gauge", curve.gauge()).put("name", curve.name());
    node.set("steps", JSON.valueToTree(curve.steps()));
    node.set("values", JSON.valueToTree(curve.values()));
  }

  /** An interval; without a half width where there is one seed. */
  private static void put(ObjectNode node, Interval value) {
    node.put("mean", value.mean());
    if (Double.isFinite(value.halfWidth())) {
      node.put("half_width", value.halfWidth());
    }
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
    row.values().forEach((column, value) -> put(values.putObject(column), value));
    node.putObject("budget")
        .put("unlabelled", row.budget().unlabelled())
        .put("labelled", row.budget().labelled())
        .put("training", row.budget().training());
    row.cost().ifPresent(cost -> node.put("cost", cost));
    row.source().ifPresent(source -> node.put("source", source));
  }
}
