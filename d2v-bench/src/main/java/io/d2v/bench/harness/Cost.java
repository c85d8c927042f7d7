package io.d2v.bench.harness;

import io.d2v.core.run.Effort;
import java.util.Locale;

/** What runs cost, in words. */
final class Cost {
  private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P", "E", "Z"};
  private static final double MINUTE = 60;
  private static final double HOUR = 3600;

  private Cost() {}

  /**
   * Of one of so many runs, on average.
   *
   * @param device as its backend describes it, of which the first words are said
   */
  static String of(Effort all, int runs, String device) {
    Effort one =
        new Effort(
            all.samples() / runs,
            all.flops() / runs,
            all.seconds() / runs,
            all.waited() / runs,
            all.compiled() / runs);
    return "a run: " + of(one) + ", on " + device.split("[,:]", 2)[0];
  }

  /** Samples, operations and time. */
  static String of(Effort effort) {
    return String.format(
        Locale.ROOT,
        "%,d samples, %s, %s",
        effort.samples(),
        flops(effort.flops()),
        time(effort.seconds()));
  }

  private static String flops(double flops) {
    int prefix = 0;
    double shown = flops;
    while (shown >= 1000 && prefix < PREFIXES.length - 1) {
      shown /= 1000;
      prefix++;
    }
    return String.format(Locale.ROOT, "%.3g %sFLOP", shown, PREFIXES[prefix]);
  }

  private static String time(double seconds) {
    if (seconds < 2 * MINUTE) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return seconds < HOUR
        ? String.format(Locale.ROOT, "%.1f min", seconds / MINUTE)
        : String.format(Locale.ROOT, "%.1f h", seconds / HOUR);
  }
}
