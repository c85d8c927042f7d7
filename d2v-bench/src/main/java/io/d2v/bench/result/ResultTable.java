package io.d2v.bench.result;

import io.d2v.bench.probe.Interval;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

  /**
   * How much better one row is than another, with its sign; {@value #NOT_COMPARABLE} where their
   * budgets differ, and nothing where one has no value.
   */
  public Optional<String> gain(ResultRow row, ResultRow over, String column) {
    Optional<Interval> one = row.value(column);
    Optional<Interval> other = over.value(column);
    if (one.isEmpty() || other.isEmpty()) {
      return Optional.empty();
    }
    if (!row.budget().equals(over.budget())) {
      return Optional.of(NOT_COMPARABLE);
    }
    double more = one.get().mean() - other.get().mean();
    return Optional.of(String.format(Locale.ROOT, "%+.1f", better == Better.HIGHER ? more : -more));
  }

  /** As Markdown, each row with its source and budget. */
  public String markdown() {
    StringBuilder text = new StringBuilder("### " + title + "\n\n| model |");
    columns.forEach(column -> text.append(' ').append(column).append(suffix()).append(" |"));
    text.append(" unlabelled | labelled | training | source |\n|---|");
    text.append("---|".repeat(columns.size() + 4)).append('\n');
    for (ResultRow row : rows) {
      text.append("| ").append(cell(row.name())).append(" |");
      for (String column : columns) {
        text.append(' ').append(row.value(column).map(ResultTable::shown).orElse("")).append(" |");
      }
      for (String words :
          List.of(
              row.budget().unlabelled(),
              row.budget().labelled(),
              row.budget().training(),
              row.source().orElse("measured here"))) {
        text.append(' ').append(cell(words)).append(" |");
      }
      text.append('\n');
    }
    return text.append('\n').toString();
  }

  /** A published value with as many digits as its paper prints, ours with its interval. */
  public static String shown(Interval value) {
    return Double.isInfinite(value.halfWidth())
        ? Double.toString(value.mean())
        : String.format(Locale.ROOT, "%.1f \u00b1 %.1f", value.mean(), value.halfWidth());
  }

  private String suffix() {
    return unit.isEmpty() ? "" : " (" + unit + ")";
  }

  private static String cell(String words) {
    return words.replace("|", "\\|").replace('\n', ' ');
  }
}
