package io.d2v.testkit;

import io.d2v.api.graph.DType;
import io.d2v.api.graph.TensorType;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * An input of a {@link GraphCase}, and how its entries are drawn.
 *
 * @param type its type
 * @param entry draws one entry; a truth value is 1 or 0
 */
public record Operand(TensorType type, ToDoubleFunction<RandomGenerator> entry) {
  /** Real numbers of both signs. */
  public static Operand real(int... sizes) {
    return between(-2, 2, sizes);
  }

  /** Real numbers well above 0. */
  public static Operand positive(int... sizes) {
    return between(0.5, 2.5, sizes);
  }

  /** Real numbers from a range. */
  public static Operand between(double low, double high, int... sizes) {
    return new Operand(TensorType.float32(sizes), random -> random.nextDouble(low, high));
  }

  /** Integers from 0 to {@code rows - 1}. */
  public static Operand index(int rows, int... sizes) {
    return new Operand(TensorType.int32(sizes), random -> random.nextInt(rows));
  }

  /** Any integers. */
  public static Operand integers(int... sizes) {
    return new Operand(TensorType.int32(sizes), RandomGenerator::nextInt);
  }

  /** Truth values. */
  public static Operand truth(int... sizes) {
    return new Operand(TensorType.bool(sizes), random -> random.nextBoolean() ? 1 : 0);
  }

  /** Draws an array; each real entry is a float exactly, so that every backend sees the same. */
  public double[] draw(RandomGenerator random) {
    double[] entries = new double[type.shape().elements()];
    for (int i = 0; i < entries.length; i++) {
      double drawn = entry.applyAsDouble(random);
      entries[i] = type.dtype() == DType.FLOAT32 ? (float) drawn : drawn;
    }
    return entries;
  }
}
