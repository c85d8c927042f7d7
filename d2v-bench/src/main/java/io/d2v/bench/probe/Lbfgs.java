package io.d2v.bench.probe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Finds the minimum of a smooth convex function by limited-memory BFGS (Nocedal and Wright,
 * Numerical Optimization, algorithms 7.4 and 3.1).
 */
final class Lbfgs {
  private static final int MEMORY = 10;
  private static final int ITERATIONS = 200;
  private static final double GRADIENT_TOLERANCE = 1e-4;
  private static final double SUFFICIENT_DECREASE = 1e-4;
  private static final double SMALLEST_STEP = 1e-10;

  /** A function and its gradient. */
  interface Function {
    /** The value at this point; the gradient there goes into the second array. */
    double at(double[] point, double[] gradient);
  }

  private static final class Pair {
    private final double[] step;
    private final double[] change;
    private final double curvature;

    Pair(double[] step, double[] change, double curvature) {
      this.step = step;
      this.change = change;
      this.curvature = curvature;
    }
  }

  private final Function function;
  private final Deque<Pair> newestFirst = new ArrayDeque<>();

  private Lbfgs(Function function) {
    this.function = function;
  }

  /** Where the function is least, searched from this point on. */
  static double[] minimise(Function function, double[] start) {
    return new Lbfgs(function).from(start.clone());
  }

  private double[] from(double[] start) {
    double[] point = start;
    double[] gradient = new double[point.length];
    double value = function.at(point, gradient);
    for (int i = 0; i < ITERATIONS && dot(gradient, gradient) > square(GRADIENT_TOLERANCE); i++) {
      double[] direction = direction(gradient);
      double slope = dot(gradient, direction);
      double length = newestFirst.isEmpty() ? 1 / Math.sqrt(dot(gradient, gradient)) : 1;
      double[] next = along(point, length, direction);
      double[] nextGradient = new double[point.length];
      double nextValue = function.at(next, nextGradient);
      while (!(nextValue <= value + SUFFICIENT_DECREASE * length * slope)) {
        length /= 2;
        if (length < SMALLEST_STEP) {
          return point;
        }
        next = along(point, length, direction);
        nextValue = function.at(next, nextGradient);
      }
      remember(along(next, -1, point), along(nextGradient, -1, gradient));
      point = next;
      gradient = nextGradient;
      value = nextValue;
    }
    return point;
  }

  private double[] direction(double[] gradient) {
    double[] direction = along(gradient, -2, gradient);
    double[] shares = new double[newestFirst.size()];
    int i = 0;
    for (Pair pair : newestFirst) {
      shares[i] = dot(pair.step, direction) / pair.curvature;
      add(direction, -shares[i++], pair.change);
    }
    if (!newestFirst.isEmpty()) {
      Pair newest = newestFirst.getFirst();
      double scale = newest.curvature / dot(newest.change, newest.change);
      for (int d = 0; d < direction.length; d++) {
        direction[d] *= scale;
      }
    }
    for (Iterator<Pair> oldest = newestFirst.descendingIterator(); oldest.hasNext(); ) {
      Pair pair = oldest.next();
      add(direction, shares[--i] - dot(pair.change, direction) / pair.curvature, pair.step);
    }
    return direction;
  }

  private void remember(double[] step, double[] change) {
    double curvature = dot(step, change);
    if (curvature > 0) {
      newestFirst.addFirst(new Pair(step, change, curvature));
    }
    if (newestFirst.size() > MEMORY) {
      newestFirst.removeLast();
    }
  }

  private static double[] along(double[] from, double length, double[] direction) {
    double[] to = from.clone();
    add(to, length, direction);
    return to;
  }

  private static void add(double[] sum, double factor, double[] values) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * values[i];
    }
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  private static double square(double number) {
    return number * number;
  }
}
