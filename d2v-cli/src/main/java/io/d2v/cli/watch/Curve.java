package io.d2v.cli.watch;

import java.util.Arrays;

/**
 * One metric over a run of any length, in at most {@value #MOST} points: each is the mean over as
 * many lines of the log, twice as many whenever there are too many points.
 */
final class Curve {
  static final int MOST = 400;

  private final double[] steps = new double[MOST];
  private final double[] values = new double[MOST];
  private final int[] finite = new int[MOST];
  private int points;
  private int last; // lines in the last point
  private int each = 1; // lines a point

  /** Takes the next line's value; one that is not finite counts in no mean. */
  void add(long step, double value) {
    if (points == 0 || last == each) {
      if (points == MOST) {
        halve();
      } else {
        begin();
      }
    }
    int point = points - 1;
    last++;
    steps[point] = step;
    if (Double.isFinite(value)) {
      finite[point]++;
      values[point] += (value - values[point]) / finite[point];
    }
  }

  private void begin() {
    points++;
    last = 0;
    values[points - 1] = 0;
    finite[points - 1] = 0;
  }

  private void halve() {
    for (int i = 0; i < MOST / 2; i++) {
      int left = 2 * i;
      int right = left + 1;
      int both = finite[left] + finite[right];
      values[i] =
          both == 0 ? 0 : (values[left] * finite[left] + values[right] * finite[right]) / both;
      finite[i] = both;
      steps[i] = steps[right];
    }
    points = MOST / 2;
    each *= 2;
    begin();
  }

  /** The step that each point ends at. */
  double[] steps() {
    return Arrays.copyOf(steps, points);
  }

  /** A value a point; not a number where no line of it had a finite one. */
  double[] values() {
    double[] all = Arrays.copyOf(values, points);
    for (int i = 0; i < points; i++) {
      all[i] = finite[i] == 0 ? Double.NaN : all[i];
    }
    return all;
  }
}
