package io.d2v.api.graph;

import java.util.Arrays;

/**
 * Numbers on the host: what is fed to a program, fetched from it and stored in a checkpoint.
 *
 * <p>Entries lie in row-major order. The array given to {@code of} is not copied, nor is what the
 * accessors return: who hands one over does not change it any more.
 */
public final class Array {
  private final TensorType type;
  private final Object entries;

  private Array(TensorType type, Object entries, int length) {
    if (length != type.shape().elements()) {
      throw new IllegalArgumentException(length + " entries do not fill " + type);
    }
    this.type = type;
    this.entries = entries;
  }

  /**
   * {@return real numbers; as many as the shape has entries}
   *
   * @param shape the sizes, whose product is the number of entries
   * @param entries in row-major order
   */
  public static Array of(Shape shape, float... entries) {
    return new Array(new TensorType(DType.FLOAT32, shape), entries, entries.length);
  }

  /**
   * {@return integers; as many as the shape has entries}
   *
   * @param shape the sizes, whose product is the number of entries
   * @param entries in row-major order
   */
  public static Array of(Shape shape, int... entries) {
    return new Array(new TensorType(DType.INT32, shape), entries, entries.length);
  }

  /**
   * {@return truth values; as many as the shape has entries}
   *
   * @param shape the sizes, whose product is the number of entries
   * @param entries in row-major order
   */
  public static Array of(Shape shape, boolean... entries) {
    return new Array(new TensorType(DType.BOOL, shape), entries, entries.length);
  }

  /**
   * {@return one real number, of rank 0}
   *
   * @param entry the number
   */
  public static Array scalar(float entry) {
    return of(Shape.of(), entry);
  }

  /**
   * {@return one integer, of rank 0}
   *
   * @param entry the number
   */
  public static Array scalar(int entry) {
    return of(Shape.of(), entry);
  }

  /** {@return its entries' type and its shape} */
  public TensorType type() {
    return type;
  }

  /** {@return its shape} */
  public Shape shape() {
    return type.shape();
  }

  /**
   * {@return the entries of a {@link DType#FLOAT32} array}
   *
   * @throws IllegalStateException if it holds something else
   */
  public float[] floats() {
    return entriesAs(float[].class);
  }

  /**
   * {@return the entries of an {@link DType#INT32} array}
   *
   * @throws IllegalStateException if it holds something else
   */
  public int[] ints() {
    return entriesAs(int[].class);
  }

  /**
   * {@return the entries of a {@link DType#BOOL} array}
   *
   * @throws IllegalStateException if it holds something else
   */
  public boolean[] booleans() {
    return entriesAs(boolean[].class);
  }

  private <T> T entriesAs(Class<T> wanted) {
    if (!wanted.isInstance(entries)) {
      throw new IllegalStateException(type + " does not hold " + wanted.getSimpleName());
    }
    return wanted.cast(entries);
  }

  /** Whether it holds the same entries, of the same type, bit for bit. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Array array
        && type.equals(array.type)
        && Arrays.deepEquals(new Object[] {entries}, new Object[] {array.entries});
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(new Object[] {type, entries});
  }

  @Override
  public String toString() {
    return "Array " + type;
  }
}
