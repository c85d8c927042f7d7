package io.d2v.bench.report;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A range of numbers that ends at round ones, and where it lies in the drawing. */
record Axis(double low, double high, double tick, double from, double to) {
  private static final int TICKS = 5;
  private static final int MOST_DECIMALS = 5;
  private static final double ROUNDING = 1e-9;

  /** Around all these numbers, with about five ticks. */
  static Axis around(double least, double most, double from, double to) {
    double range = most - least;
    double shown = range > 0 ? range : Math.max(Math.abs(most), 1);
    double tick = round(shown / TICKS);
    double low = Math.floor(least / tick + ROUNDING) * tick;
    double high = Math.ceil(most / tick - ROUNDING) * tick;
    return high > low
        ? new Axis(low, high, tick, from, to)
        : new Axis(low - tick, high + tick, tick, from, to);
  }

  double place(double number) {
    return from + (number - low) / (high - low) * (to - from);
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; low + i * tick <= high + tick / 2; i++) {
      ticks.add(low + i * tick);
    }
    return ticks;
  }

  /** With the decimals that tell ticks apart. */
  String label(double number) {
    int decimals = Math.max(0, (int) Math.ceil(-Math.log10(tick) - ROUNDING));
    if (decimals > MOST_DECIMALS) {
      return Math.abs(number) < tick / 2 ? "0" : small().format(number);
    }
    String text = String.format(Locale.ROOT, "%,." + decimals + "f", number);
    return Double.parseDouble(text.replace(",", "")) == 0 ? text.replace("-", "") : text;
  }

  private static DecimalFormat small() {
    return new DecimalFormat("0.##E0", DecimalFormatSymbols.getInstance(Locale.ROOT));
  }

  /** The next of 1, 2, 5, 10 times a power of ten. */
  private static double round(double size) {
    double power = Math.pow(10, Math.floor(Math.log10(size)));
    for (int digit : new int[] {1, 2, 5}) {
      if (size <= digit * power * (1 + ROUNDING)) {
        return digit * power;
      }
    }
    return 10 * power;
  }
}
