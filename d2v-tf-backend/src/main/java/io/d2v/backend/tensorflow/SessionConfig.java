package io.d2v.backend.tensorflow;

import io.d2v.api.backend.Device;
import io.d2v.api.backend.Workers;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/** The settings of TensorFlow's session. */
final class SessionConfig {
  private SessionConfig() {}

  static ConfigProto of(TensorFlowSettings settings, Device.Kind kind) {
    // On the CPU rewriting costs seconds before the first step and gains nothing after it.
    // Remapping
    // puts its own kernels in place of matmul, bias and activation.
    RewriterConfig rewriting =
        RewriterConfig.newBuilder()
            .setDisableMetaOptimizer(kind == Device.Kind.CPU)
            .setRemapping(RewriterConfig.Toggle.OFF)
            .build();
    return ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(settings.threadsWithinOperation())
        .setInterOpParallelismThreads(settings.parallelOperations())
        .setAllowSoftPlacement(true)
        .putDeviceCount("GPU", kind == Device.Kind.GPU ? 1 : 0)
        .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
        .setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(rewriting))
        .build();
  }

  /** Of one of several workers: its server's, and its sessions'. */
  static ConfigProto of(TensorFlowSettings settings, Device.Kind kind, Workers workers) {
    ConfigProto.Experimental collectives =
        ConfigProto.Experimental.newBuilder()
            .setCollectiveGroupLeader(WorkerServer.task(0))
            .build();
    return of(settings, kind).toBuilder()
        .addDeviceFilters(WorkerServer.task(workers.rank())) // else a session waits for all workers
        .setIsolateSessionState(true) // else a server keeps variables that nobody needs any more
        .setExperimental(collectives)
        .build();
  }
}
