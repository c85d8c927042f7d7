package io.d2v.api.graph;

import java.util.Arrays;

/**
 * The sizes of a tensor's axes, outermost first. Every size is known and at least 1; a scalar has
 * rank 0.
 */
public final class Shape {
  /** Most axes that a tensor can have. */
  public static final int MOST_AXES = 8;

  private final int[] sizes;

  private Shape(int[] sizes) {
    this.sizes = sizes;
  }

  /**
   * {@return the shape with these sizes}
   *
   * @param sizes outermost first; none for a scalar
   * @throws IllegalArgumentException if a size is below 1, there are more than {@link #MOST_AXES},
   *     or the product does not fit an int
   */
  public static Shape of(int... sizes) {
    if (sizes.length > MOST_AXES) {
      throw new IllegalArgumentException(
          "a shape has at most " + MOST_AXES + " axes: " + Arrays.toString(sizes));
    }
    long elements = 1;
    for (int size : sizes) {
      if (size < 1) {
        throw new IllegalArgumentException("a size is below 1: " + Arrays.toString(sizes));
      }
      elements *= size;
      if (elements > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "more than 2^31-1 elements in one tensor: " + Arrays.toString(sizes));
      }
    }
    return new Shape(sizes.clone());
  }

  /** {@return how many axes there are} */
  public int rank() {
    return sizes.length;
  }

  /**
   * {@return the size of an axis; a negative axis counts from the last, which is -1}
   *
   * @param axis number of the axis; a negative one counts from the last, which is -1
   */
  public int size(int axis) {
    return sizes[axis(axis)];
  }

  /** {@return the size of the last axis} */
  public int last() {
    return size(-1);
  }

  /** {@return how many entries a tensor of this shape has; 1 for a scalar} */
  public int elements() {
    int product = 1;
    for (int size : sizes) {
      product *= size;
    }
    return product;
  }

  /** {@return the sizes, outermost first, as a new array} */
  public int[] sizes() {
    return sizes.clone();
  }

  /**
   * {@return this shape with one axis of another size}
   *
   * @param axis number of the axis; a negative one counts from the last, which is -1
   * @param size the size of that axis in the result
   */
  public Shape with(int axis, int size) {
    int[] changed = sizes.clone();
    changed[axis(axis)] = size;
    return of(changed);
  }

  /**
   * {@return the axis as a number from 0; a negative axis counts from the last}
   *
   * @param axis number of the axis; a negative one counts from the last, which is -1
   */
  public int axis(int axis) {
    int counted = axis < 0 ? axis + sizes.length : axis;
    if (counted < 0 || counted >= sizes.length) {
      throw new IllegalArgumentException("no axis " + axis + " in " + this);
    }
    return counted;
  }

  /**
   * {@return the shape to which this and another broadcast, by NumPy's rule: aligned at the last
   * axis, equal or one of them 1}
   *
   * @param other the other shape
   * @throws IllegalArgumentException if they do not
   */
  public Shape broadcast(Shape other) {
    int rank = Math.max(rank(), other.rank());
    int[] result = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int mine = i <= rank() ? sizes[rank() - i] : 1;
      int its = i <= other.rank() ? other.sizes[other.rank() - i] : 1;
      if (mine != its && mine != 1 && its != 1) {
        throw new IllegalArgumentException(this + " and " + other + " do not broadcast");
      }
      result[rank - i] = Math.max(mine, its);
    }
    return of(result);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  @Override
  public String toString() {
    return Arrays.toString(sizes);
  }
}
