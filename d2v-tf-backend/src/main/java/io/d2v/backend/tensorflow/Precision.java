package io.d2v.backend.tensorflow;

import org.tensorflow.proto.DataType;

/** In what the factors of matrix products and convolutions are held. The rest is float32. */
enum Precision {
  FLOAT32(DataType.DT_FLOAT),
  BF16(DataType.DT_BFLOAT16);

  private final DataType type;

  Precision(DataType type) {
    this.type = type;
  }

  DataType type() {
    return type;
  }

  /** A float32 output as a factor. */
  String factor(String output, NodeWriter out) {
    return this == FLOAT32 ? output : out.cast(output, DataType.DT_FLOAT, type);
  }

  /** A product of factors as float32. */
  String product(String output, NodeWriter out) {
    return this == FLOAT32 ? output : out.cast(output, type, DataType.DT_FLOAT);
  }
}
