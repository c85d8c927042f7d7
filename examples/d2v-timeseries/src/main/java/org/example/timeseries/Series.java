package org.example.timeseries;

import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A CSV file with a line of names and then a line for each time.
 *
 * @param name of the file, without its ending
 * @param rows one a time, a number for each column
 */
record Series(String name, float[][] rows) {
  static Series read(Path file, List<String> columns) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<String> names = lines.isEmpty() ? List.of() : List.of(lines.get(0).split(","));
    for (String column : columns) {
      if (!names.contains(column)) {
        throw new UserError(
            UserError.Kind.DATA,
            file + ":1: there is no column " + column + " in " + names + "; see data.columns");
      }
    }
    int[] places = columns.stream().mapToInt(names::indexOf).toArray();
    float[][] rows = new float[lines.size() - 1][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = numbers(file, i + 2, lines.get(i + 1).split(",", -1), places);
    }
    return new Series(file.getFileName().toString().replaceFirst("\\.csv$", ""), rows);
  }

  private static float[] numbers(Path file, int line, String[] words, int[] places) {
    float[] numbers = new float[places.length];
    for (int i = 0; i < places.length; i++) {
      try {
        numbers[i] = Float.parseFloat(words[places[i]]);
      } catch (ArrayIndexOutOfBoundsException | NumberFormatException bad) {
        throw new UserError(
            UserError.Kind.DATA,
            file + ":" + line + ": no number in column " + (places[i] + 1) + "; mend the line",
            bad);
      }
    }
    return numbers;
  }

  /** So many rows from one on, one after the other. */
  float[] window(int first, int length) {
    float[] window = new float[length * rows[0].length];
    for (int i = 0; i < length; i++) {
      System.arraycopy(rows[first + i], 0, window, i * rows[0].length, rows[0].length);
    }
    return window;
  }
}
