package io.d2v.api.graph;

/**
 * What is known of a tensor before it is computed.
 *
 * @param dtype the type of its entries
 * @param shape the sizes of its axes
 */
public record TensorType(DType dtype, Shape shape) {
  /** A tensor of real numbers. */
  public static TensorType float32(int... sizes) {
    return new TensorType(DType.FLOAT32, Shape.of(sizes));
  }

  /** A tensor of integers. */
  public static TensorType int32(int... sizes) {
    return new TensorType(DType.INT32, Shape.of(sizes));
  }

  /** A tensor of truth values. */
  public static TensorType bool(int... sizes) {
    return new TensorType(DType.BOOL, Shape.of(sizes));
  }

  /** The same entries in another shape. */
  public TensorType with(Shape other) {
    return new TensorType(dtype, other);
  }

  @Override
  public String toString() {
    return dtype.name().toLowerCase(java.util.Locale.ROOT) + shape;
  }
}
