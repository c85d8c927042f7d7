package io.d2v.backend.tensorflow;

/** Which device a recipe asks for. */
enum DeviceChoice {
  /** The GPU where there is a usable one, otherwise the CPU. */
  AUTO,
  CPU,
  GPU
}
