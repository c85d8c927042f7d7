package io.d2v.backend.tensorflow;

/** JavaCPP's limits on native memory. */
final class NativeMemory {
  /** JavaCPP throws OutOfMemoryError where the process outgrows a multiple of the Java heap. */
  private static final String LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";

  private NativeMemory() {}

  /** Lifts the limit, unless the user has set one; in time only before TensorFlow is loaded. */
  static void leaveToTensorFlow() {
    if (System.getProperty(LIMIT) == null) {
      System.setProperty(LIMIT, "0");
    }
  }
}
