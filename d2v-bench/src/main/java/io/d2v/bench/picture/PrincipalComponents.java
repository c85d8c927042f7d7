package io.d2v.bench.picture;

import java.util.Arrays;

/**
 * The three directions in which feature vectors differ most, as red, green and blue: patches of
 * like features get like colours. The same vectors give the same colours, signs included.
 */
public final class PrincipalComponents {
  private static final int COUNT = 3;
  private static final double MIDDLE = 0.5;

  /** So that single patches far out do not leave the rest in one colour. */
  private static final double TRIMMED = 0.02;

  private final double[] mean;
  private final double[][] directions;
  private final double[] low = new double[COUNT];
  private final double[] high = new double[COUNT];

  private PrincipalComponents(double[] mean, double[][] directions) {
    this.mean = mean;
    this.directions = directions;
  }

  /**
   * Of these vectors, one or more, all of one width.
   *
   * @param features a row a patch; patches of several pictures together make their colours
   *     comparable
   */
  public static PrincipalComponents of(float[][] features) {
    Covariance covariance = Covariance.of(features);
    PrincipalComponents found =
        new PrincipalComponents(covariance.mean(), covariance.directions(COUNT));
    double[][] projected = found.project(features);
    for (int c = 0; c < COUNT; c++) {
      int component = c;
      double[] along = Arrays.stream(projected).mapToDouble(p -> p[component]).sorted().toArray();
      int cut = (int) (along.length * TRIMMED);
      found.low[c] = along[cut];
      found.high[c] = along[along.length - 1 - cut];
    }
    return found;
  }

  /** Where the vectors lie along the three directions, from the mean on. */
  public double[][] project(float[][] features) {
    double[][] places = new double[features.length][COUNT];
    for (int i = 0; i < features.length; i++) {
      for (int c = 0; c < COUNT; c++) {
        for (int d = 0; d < mean.length; d++) {
          places[i][c] += (features[i][d] - mean[d]) * directions[c][d];
        }
      }
    }
    return places;
  }

  /** A picture with one pixel a vector, row by row. */
  public Pixels colours(float[][] features, int columns) {
    double[][] places = project(features);
    int[] colours = new int[places.length];
    for (int i = 0; i < places.length; i++) {
      double[] at = places[i];
      colours[i] = Colour.of(share(at[0], 0), share(at[1], 1), share(at[2], 2));
    }
    return new Pixels(columns, features.length / columns, colours);
  }

  private double share(double place, int component) {
    double range = high[component] - low[component];
    return range > 0 ? (place - low[component]) / range : MIDDLE;
  }
}
