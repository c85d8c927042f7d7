package io.d2v.api.graph;

/**
 * What is known of a tensor before it is computed.
 *
 * @param dtype the type of its entries
 * @param shape the sizes of its axes
 */
public record TensorType(DType dtype, Shape shape) {
  /**
   * {@return a tensor of real numbers}
   *
   * @param sizes the size of each axis
   */
  public static TensorType float32(int... sizes) {
    return new TensorType(DType.FLOAT32, Shape.of(sizes));
  }

  /**
   * {@return a tensor of integers}
   *
   * @param sizes the size of each axis
   */
  public static TensorType int32(int... sizes) {
    return new TensorType(DType.INT32, Shape.of(sizes));
  }

  /**
   * {@return a tensor of truth values}
   *
   * @param sizes the size of each axis
   */
  public static TensorType bool(int... sizes) {
    return new TensorType(DType.BOOL, Shape.of(sizes));
  }

  /**
   * {@return the same entries in another shape}
   *
   * @param other the shape of the result
   */
  public TensorType with(Shape other) {
    return new TensorType(dtype, other);
  }

  @Override
  public String toString() {
    return dtype.name().toLowerCase(java.util.Locale.ROOT) + shape;
  }
}
