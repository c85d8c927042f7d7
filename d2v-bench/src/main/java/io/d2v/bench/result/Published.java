package io.d2v.bench.result;

import io.d2v.bench.probe.Interval;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Published results: those of arXiv 2202.03555, its own and those that it compares with. */
public final class Published {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Published() {}

  /** The tables of a benchmark: {@code imagenet}, {@code librispeech} or {@code glue}. */
  public static List<ResultTable> tables(String benchmark) {
    return tables().stream().filter(table -> table.benchmark().equals(benchmark)).toList();
  }

  /** The first table of a benchmark whose title says this. */
  public static ResultTable table(String benchmark, String title) {
    return tables(benchmark).stream()
        .filter(table -> table.title().contains(title))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(benchmark + " has no table " + title));
  }

  /** All tables. */
  public static List<ResultTable> tables() {
    try (InputStream in =
        Objects.requireNonNull(Published.class.getResourceAsStream("published.json"))) {
      List<ResultTable> tables = new ArrayList<>();
      JSON.readTree(in).get("tables").forEach(table -> tables.add(table(table)));
      return tables;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ResultTable table(JsonNode table) {
    List<String> columns = new ArrayList<>();
    table.get("columns").forEach(column -> columns.add(column.asString()));
    List<ResultRow> rows = new ArrayList<>();
    table.get("rows").forEach(row -> rows.add(row(row)));
    return new ResultTable(
        table.get("benchmark").asString(),
        table.get("title").asString(),
        columns,
        ResultTable.Better.valueOf(table.get("better").asString().toUpperCase(Locale.ROOT)),
        table.get("unit").asString(),
        rows);
  }

  private static ResultRow row(JsonNode row) {
    Map<String, Interval> values = new LinkedHashMap<>();
    row.get("values").properties().forEach(v -> values.put(v.getKey(), alone(v.getValue())));
    return new ResultRow(
        row.get("name").asString(),
        values,
        new Budget(
            row.get("unlabelled").asString(),
            row.get("labelled").asString(),
            row.get("budget").asString()),
        Optional.empty(),
        Optional.of(row.get("source").asString()));
  }

  private static Interval alone(JsonNode value) {
    return Interval.of(value.asDouble());
  }
}
