package io.d2v.backend.tensorflow;

import io.d2v.api.backend.Device;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/** The settings of TensorFlow's session. */
final class SessionConfig {
  private SessionConfig() {}

  static ConfigProto of(TensorFlowSettings settings, Device.Kind kind) {
    // Remapping puts its own kernels in place of matmul, bias and activation, and gained nothing.
    RewriterConfig rewriting =
        RewriterConfig.newBuilder().setRemapping(RewriterConfig.Toggle.OFF).build();
    return ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(settings.threadsWithinOperation())
        .setInterOpParallelismThreads(settings.parallelOperations())
        .setAllowSoftPlacement(true)
        .putDeviceCount("GPU", kind == Device.Kind.GPU ? 1 : 0)
        .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
        .setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(rewriting))
        .build();
  }
}
