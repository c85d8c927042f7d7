package io.d2v.api.graph;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** How a parameter's first value is drawn. */
public sealed interface Init {
  /**
   * Draws the entries of a parameter, in row-major order. The same generator state gives the same
   * entries on every Java version.
   *
   * @param shape of the parameter
   * @param random what entries are drawn from
   * @return as many entries as the shape has
   */
  float[] sample(Shape shape, RandomGenerator random);

  /** Every entry the same. */
  record Constant(double value) implements Init {
    @Override
    public float[] sample(Shape shape, RandomGenerator random) {
      float[] entries = new float[shape.elements()];
      Arrays.fill(entries, (float) value);
      return entries;
    }
  }

  /** Normal with this mean and standard deviation. */
  record Normal(double mean, double deviation) implements Init {
    @Override
    public float[] sample(Shape shape, RandomGenerator random) {
      return new Truncated(mean, deviation, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
          .sample(shape, random);
    }
  }

  /**
   * Normal, drawn again while outside the bounds, which are values and not multiples of the
   * deviation (as {@code torch.nn.init.trunc_normal_}).
   *
   * @param mean of the normal distribution
   * @param deviation of the normal distribution, above 0
   * @param low the least entry; at most the mean
   * @param high the largest entry; at least the mean
   */
  record Truncated(double mean, double deviation, double low, double high) implements Init {
    /**
     * Checks that the bounds leave something to draw.
     *
     * @param mean of the normal distribution
     * @param deviation of the normal distribution, above 0
     * @param low the least entry; at most the mean
     * @param high the largest entry; at least the mean
     */
    public Truncated {
      if (!(deviation > 0) || !(low < high) || low > mean || high < mean) {
        throw new IllegalArgumentException(
            "a truncated normal needs a deviation above 0 and bounds around its mean: mean "
                + mean
                + ", deviation "
                + deviation
                + ", from "
                + low
                + " to "
                + high);
      }
    }

    @Override
    public float[] sample(Shape shape, RandomGenerator random) {
      float[] entries = new float[shape.elements()];
      for (int i = 0; i < entries.length; i++) {
        double drawn;
        do {
          drawn = mean + deviation * gaussian(random);
        } while (drawn < low || drawn > high);
        entries[i] = (float) drawn;
      }
      return entries;
    }

    /** Box and Muller 1958, in StrictMath: the JDK's own way may change between versions. */
    private static double gaussian(RandomGenerator random) {
      double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
      return radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
    }
  }

  /** Uniform between two bounds. */
  record Uniform(double low, double high) implements Init {
    @Override
    public float[] sample(Shape shape, RandomGenerator random) {
      float[] entries = new float[shape.elements()];
      for (int i = 0; i < entries.length; i++) {
        entries[i] = (float) (low + (high - low) * random.nextDouble());
      }
      return entries;
    }
  }

  /**
   * Uniform within {@code gain * sqrt(6 / (in + out))} for weights {@code [out, in]} (Glorot and
   * Bengio 2010).
   */
  record Xavier(double gain) implements Init {
    @Override
    public float[] sample(Shape shape, RandomGenerator random) {
      if (shape.rank() != 2) {
        throw new IllegalArgumentException("Xavier initialisation is for [out, in], not " + shape);
      }
      double bound = gain * Math.sqrt(6.0 / (shape.size(0) + shape.size(1)));
      return new Uniform(-bound, bound).sample(shape, random);
    }
  }

  /** {@return what fills a parameter with 0} */
  static Init zeros() {
    return new Constant(0);
  }

  /** {@return what fills a parameter with 1} */
  static Init ones() {
    return new Constant(1);
  }
}
