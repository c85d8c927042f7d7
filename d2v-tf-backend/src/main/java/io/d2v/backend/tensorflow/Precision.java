package io.d2v.backend.tensorflow;

import io.d2v.api.graph.DType;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import java.util.Set;
import org.tensorflow.proto.DataType;

/**
 * In what matrix products and convolutions take their inputs and give their results. All else is
 * computed in float32.
 */
enum Precision {
  FLOAT32(DataType.DT_FLOAT),
  BF16(DataType.DT_BFLOAT16);

  private static final Set<Class<? extends Op>> PRODUCTS =
      Set.of(Op.MatMul.class, Op.Convolve.class, Op.ConvolveInput.class, Op.ConvolveKernel.class);

  private final DataType narrow;

  Precision(DataType narrow) {
    this.narrow = narrow;
  }

  /** A type of real numbers, shorter than float32 or the same. */
  DataType narrow() {
    return narrow;
  }

  /** Whether narrow numbers are others than float32. */
  boolean mixed() {
    return this != FLOAT32;
  }

  /** Whether a node takes narrow numbers and gives such, whoever reads them. */
  boolean isProduct(Tensor node) {
    return mixed() && multiplies(node);
  }

  /** Whether a node is a product or convolution. */
  static boolean multiplies(Tensor node) {
    return PRODUCTS.contains(node.op().getClass());
  }

  /** The type of a value's entries where it is kept narrow. */
  DataType narrow(Tensor value) {
    return value.type().dtype() == DType.FLOAT32
        ? narrow
        : Attributes.dataType(value.type().dtype());
  }
}
