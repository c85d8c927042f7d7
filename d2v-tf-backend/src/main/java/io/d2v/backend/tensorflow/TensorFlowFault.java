package io.d2v.backend.tensorflow;

import java.util.Objects;

/** TensorFlow refused a graph or failed in a run; its own exceptions have no common type. */
final class TensorFlowFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TensorFlowFault(RuntimeException cause) {
    super(Objects.toString(cause.getMessage(), cause.toString()), cause);
  }

  String message() {
    return Objects.toString(getMessage(), "");
  }

  String firstLine() {
    return message().lines().filter(line -> !line.isBlank()).findFirst().orElse("");
  }
}
