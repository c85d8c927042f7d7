package io.d2v.api.graph;

/** The type of a tensor's entries. */
public enum DType {
  /** A real number. Stored as 32-bit IEEE 754; a backend may compute matrix products in less. */
  FLOAT32,
  /** A signed 32-bit integer: ids and indices. */
  INT32,
  /** A truth value. */
  BOOL
}
