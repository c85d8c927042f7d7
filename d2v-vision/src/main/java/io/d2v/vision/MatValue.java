package io.d2v.vision;

import java.util.List;
import java.util.Map;

/** A variable of a MATLAB file, or a part of one. */
sealed interface MatValue {
  /** Numbers of any type, the first axis innermost. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Numbers(double[] values) implements MatValue {}

  /** Letters. */
  record Text(String text) implements MatValue {}

  /** Structs of the same fields. */
  record Structs(List<Map<String, MatValue>> each) implements MatValue {}

  /** Values of any kind. */
  record Cells(List<MatValue> each) implements MatValue {}
}
