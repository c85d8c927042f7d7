package io.d2v.bench.report;

import java.util.ArrayList;
import java.util.List;

/** A table for the terminal; columns start below each other. */
public final class TextTable {
  private static final String GAP = "  ";

  private TextTable() {}

  /** The rows of a report, with a line for the columns' names. */
  public static String of(List<Row> rows) {
    List<List<String>> cells = new ArrayList<>();
    for (Row row : rows) {
      cells.add(List.of(row.name(), row.probe().toString(), row.neighbours().toString()));
    }
    return of(List.of("features", "linear probe", "k-NN"), cells);
  }

  /** These cells, each line with a line break; as many cells a row as the header has. */
  public static String of(List<String> header, List<List<String>> rows) {
    int[] widths = new int[header.size()];
    List<List<String>> all = new ArrayList<>();
    all.add(header);
    all.addAll(rows);
    for (List<String> row : all) {
      if (row.size() != widths.length) {
        throw new IllegalArgumentException(row + ": the header has " + widths.length + " cells");
      }
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], width(row.get(c)));
      }
    }
    List<String> rule = new ArrayList<>();
    for (int width : widths) {
      rule.add("-".repeat(width));
    }
    all.add(1, rule);
    StringBuilder text = new StringBuilder();
    for (List<String> row : all) {
      text.append(line(row, widths).stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String cell = row.get(c);
      line.append(c == 0 ? "" : GAP).append(cell).append(" ".repeat(widths[c] - width(cell)));
    }
    return line.toString();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
