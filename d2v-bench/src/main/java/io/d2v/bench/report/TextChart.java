package io.d2v.bench.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** A chart of letters: the first series is of a, the second of b. */
final class TextChart {
  private static final int WIDTH = 64;
  private static final int HEIGHT = 12;

  private TextChart() {}

  static String of(Chart chart) {
    Axis across =
        axis(chart.series().stream().flatMapToDouble(s -> DoubleStream.of(s.steps())), WIDTH - 1.0);
    Axis up =
        axis(
            chart.series().stream().flatMapToDouble(s -> DoubleStream.of(s.values())),
            HEIGHT - 1.0);
    char[][] grid = new char[HEIGHT][WIDTH];
    for (char[] row : grid) {
      Arrays.fill(row, ' ');
    }
    StringBuilder text = new StringBuilder(chart.title()).append('\n');
    for (int i = 0; i < chart.series().size(); i++) {
      Series series = chart.series().get(i);
      char letter = (char) ('a' + i % 26);
      text.append("  ").append(letter).append("  ").append(series.name()).append('\n');
      for (int at = 0; at < series.steps().length; at++) {
        if (Double.isFinite(series.values()[at])) {
          int row = HEIGHT - 1 - (int) Math.round(up.place(series.values()[at]));
          grid[row][(int) Math.round(across.place(series.steps()[at]))] = letter;
        }
      }
    }
    for (int row = 0; row < HEIGHT; row++) {
      String label = row == 0 ? number(up.high()) : row == HEIGHT - 1 ? number(up.low()) : "";
      text.append(String.format("%10s |%s%n", label, new String(grid[row]).stripTrailing()));
    }
    String from = number(across.low());
    String to = number(across.high());
    text.append(" ".repeat(11)).append('+').append("-".repeat(WIDTH)).append('\n');
    text.append(" ".repeat(12)).append(from);
    text.append(" ".repeat(Math.max(1, WIDTH - from.length() - to.length()))).append(to);
    return text.append("\n\n").toString();
  }

  private static Axis axis(DoubleStream numbers, double to) {
    double[] finite = numbers.filter(Double::isFinite).toArray();
    return Axis.around(
        Arrays.stream(finite).min().orElseThrow(),
        Arrays.stream(finite).max().orElseThrow(),
        0,
        to);
  }

  private static String number(double number) {
    return String.format(Locale.ROOT, "%.4g", number);
  }
}
