package io.d2v.core.run;

import io.d2v.api.graph.DType;

/** The types of entry that a safetensors file can have here, by the names that the format gives. */
enum StoredType {
  F64(8, DType.FLOAT32),
  F32(4, DType.FLOAT32),
  F16(2, DType.FLOAT32),
  BF16(2, DType.FLOAT32),
  I64(8, DType.INT32),
  I32(4, DType.INT32),
  I16(2, DType.INT32),
  I8(1, DType.INT32),
  U8(1, DType.INT32),
  BOOL(1, DType.BOOL);

  private final int bytes;
  private final DType readAs;

  StoredType(int bytes, DType readAs) {
    this.bytes = bytes;
    this.readAs = readAs;
  }

  /** The size of one entry in the file. */
  int bytes() {
    return bytes;
  }

  /** What it becomes in memory. */
  DType readAs() {
    return readAs;
  }

  /** How an entry of this type is written. */
  static StoredType of(DType type) {
    return switch (type) {
      case FLOAT32 -> F32;
      case INT32 -> I32;
      case BOOL -> BOOL;
    };
  }
}
