package io.d2v.bench.harness;

import io.d2v.bench.probe.Interval;
import io.d2v.bench.result.ResultTable;
import java.util.Locale;

/**
 * How much better one model is than another that was given the same labels and updates, seed by
 * seed: what seeds have in common, such as which labels were drawn, cancels out.
 *
 * @param column what was measured
 * @param more of the differences; positive where the first is better
 * @param unit of the values
 */
public record Gain(String name, String over, String column, Interval more, String unit) {
  /**
   * Of values by seed.
   *
   * @param mine of the first model
   * @param its of the other, as many
   */
  static Gain of(
      String name, String over, String column, double[] mine, double[] its, ResultTable table) {
    double sign = table.better() == ResultTable.Better.HIGHER ? 1 : -1;
    double[] more = new double[mine.length];
    for (int i = 0; i < more.length; i++) {
      more[i] = sign * (mine[i] - its[i]);
    }
    return new Gain(name, over, column, Interval.of(more), table.unit());
  }

  /** What may be said of it. */
  public String verdict() {
    if (Double.isInfinite(more.halfWidth())) {
      return "one seed, no interval";
    }
    if (more.low() > 0) {
      return "better";
    }
    return more.high() < 0 ? "worse" : "no difference that the interval shows";
  }

  /** For a report. */
  public String sentence() {
    String half =
        Double.isInfinite(more.halfWidth())
            ? ""
            : String.format(Locale.ROOT, " \u00b1 %.1f", more.halfWidth());
    return String.format(
        Locale.ROOT,
        "%s over %s, seed by seed: %s %+.1f%s %s: %s.",
        name,
        over,
        column,
        more.mean(),
        half,
        unit,
        verdict());
  }
}
