package io.d2v.bench.report;

/** One line of a chart. */
public final class Series {
  private final String gauge;
  private final String name;
  private final String over;
  private final double[] steps;
  private final double[] values;

  /**
   * A line through these values.
   *
   * @param gauge what is measured; series of one gauge share a chart
   * @param name of this line, such as {@code seed 1}
   * @param steps ascending
   * @param values as many as steps; one that is not finite leaves a gap
   */
  public Series(String gauge, String name, double[] steps, double[] values) {
    this(gauge, name, "steps", steps, values);
  }

  /**
   * A line through these values, over something else than steps.
   *
   * @param over what it is over, such as {@code minutes}; the same in all series of a gauge
   */
  public Series(String gauge, String name, String over, double[] steps, double[] values) {
    if (steps.length != values.length) {
      throw new IllegalArgumentException(
          gauge + ", " + name + ": " + steps.length + " steps, " + values.length + " values");
    }
    this.gauge = gauge;
    this.name = name;
    this.over = over;
    this.steps = steps.clone();
    this.values = values.clone();
  }

  /** What is measured; series of one gauge share a chart. */
  public String gauge() {
    return gauge;
  }

  /** The line's name, such as {@code seed 1}. */
  public String name() {
    return name;
  }

  /** What the values are over: {@code steps}, unless said otherwise. */
  public String over() {
    return over;
  }

  /** Where the values were taken, ascending. */
  public double[] steps() {
    return steps;
  }

  /** A value a step; one that is not finite leaves a gap. */
  public double[] values() {
    return values;
  }
}
