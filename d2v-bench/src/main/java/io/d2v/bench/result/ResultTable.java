package io.d2v.bench.result;

import io.d2v.bench.probe.Interval;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Models beside each other.
 *
 * @param benchmark {@code imagenet}, {@code librispeech} or {@code glue}
 * @param columns what was measured
 * @param better which values are better
 * @param unit of the values
 */
public record ResultTable(
    String benchmark,
    String title,
    List<String> columns,
    Better better,
    String unit,
    List<ResultRow> rows) {
  /** Which values are better. */
  public enum Better {
    /** Accuracies. */
    HIGHER,
    /** Error rates. */
    LOWER
  }

  /** The heads of what is said of a row in words. */
  public static final List<String> WORDS =
      List.of("unlabelled", "labelled", "training", "cost", "source");

  /** What stands in place of a difference between results of unequal budgets. */
  public static final String NOT_COMPARABLE = "not comparable";

  /** Copies the lists. */
  public ResultTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** The same with more rows at the end. */
  public ResultTable with(List<ResultRow> more) {
    return new ResultTable(
        benchmark,
        title,
        columns,
        better,
        unit,
        Stream.concat(rows.stream(), more.stream()).toList());
  }

  /** The same with a column at the end, unless it is there. */
  public ResultTable withColumn(String column) {
    if (columns.contains(column)) {
      return this;
    }
    List<String> more = Stream.concat(columns.stream(), Stream.of(column)).toList();
    return new ResultTable(benchmark, title, more, better, unit, rows);
  }

  /** As Markdown, each row with its source and budget. */
  public String markdown() {
    StringBuilder text = new StringBuilder("### " + title + "\n\n| model |");
    columns.forEach(column -> text.append(' ').append(column).append(suffix()).append(" |"));
    text.append(' ').append(String.join(" | ", WORDS)).append(" |\n|---|");
    text.append("---|".repeat(columns.size() + WORDS.size())).append('\n');
    for (ResultRow row : rows) {
      text.append("| ").append(cell(row.name())).append(" |");
      for (String column : columns) {
        text.append(' ').append(row.value(column).map(ResultTable::shown).orElse("")).append(" |");
      }
      for (String words : row.words()) {
        text.append(' ').append(cell(words)).append(" |");
      }
      text.append('\n');
    }
    return text.append('\n').toString();
  }

  /** With one digit, as papers print it, and with its interval where it has one. */
  public static String shown(Interval value) {
    return Double.isInfinite(value.halfWidth())
        ? String.format(Locale.ROOT, "%.1f", value.mean())
        : String.format(Locale.ROOT, "%.1f \u00b1 %.1f", value.mean(), value.halfWidth());
  }

  private String suffix() {
    return unit.isEmpty() ? "" : " (" + unit + ")";
  }

  private static String cell(String words) {
    return words.replace("|", "\\|").replace('\n', ' ');
  }
}
