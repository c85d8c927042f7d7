package io.d2v.bench.glue;

import io.d2v.api.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of tab-separated columns, in which a quotation mark is a character like any other.
 *
 * @param where it is from
 * @param columns their names
 * @param rows those that have all columns
 * @param bad lines that were left out
 */
record Table(String where, List<String> columns, List<Row> rows, int bad) {
  private static final Logger LOG = LoggerFactory.getLogger(Table.class);
  private static final double BAD_SHARE = 0.01;
  private static final int LONGEST = 1 << 20;
  private static final int FEW = 5;
  private static final int LOGGED = 10;

  /** One line, by its number from 1. */
  record Row(int line, List<String> cells) {}

  /**
   * Reads a file.
   *
   * @param bare the columns where no line names them; none where the first line does
   * @param needed the last column that a line has to reach
   * @throws UserError of kind DATA, if columns are missing, or more than a hundredth of the lines
   *     is bad
   */
  static Table read(String where, String text, List<String> bare, List<String> needed) {
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    List<String> lines = plain.lines().toList();
    requireShort(where, lines);
    boolean named = bare.isEmpty() || isHeader(lines, needed);
    List<String> columns = named && !lines.isEmpty() ? cells(lines.get(0)) : bare;
    Table table = new Table(where, columns, List.of(), 0);
    int last = needed.stream().mapToInt(table::required).max().orElse(0);
    List<Row> rows = new ArrayList<>();
    int bad = 0;
    for (int i = named ? 1 : 0; i < lines.size(); i++) {
      List<String> cells = cells(lines.get(i));
      if (cells.size() > last) {
        rows.add(new Row(i + 1, cells));
      } else if (!lines.get(i).isBlank() && ++bad <= LOGGED) {
        LOG.warn(
            "{}:{}: left out, it has {} of {} columns", where, i + 1, cells.size(), columns.size());
      }
    }
    if (bad > FEW && bad > BAD_SHARE * lines.size()) {
      throw new UserError(
          UserError.Kind.DATA,
          where
              + ": "
              + bad
              + " of "
              + lines.size()
              + " lines lack columns; the file is probably damaged, or not GLUE's");
    }
    return new Table(where, columns, rows, bad);
  }

  private static void requireShort(String where, List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).length() > LONGEST) {
        throw new UserError(
            UserError.Kind.DATA,
            where + ":" + (i + 1) + ": has more than " + LONGEST + " characters; is this text?");
      }
    }
  }

  /** A column's place; nothing where there is no such column. */
  Optional<Integer> column(String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).strip().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /** A column's place. */
  int required(String name) {
    return column(name)
        .orElseThrow(
            () ->
                new UserError(
                    UserError.Kind.DATA,
                    where + ": there is no column '" + name + "' among " + columns));
  }

  private static boolean isHeader(List<String> lines, List<String> needed) {
    return !lines.isEmpty() && cells(lines.get(0)).containsAll(needed);
  }

  private static List<String> cells(String line) {
    return List.of(line.split("\t", -1));
  }
}
