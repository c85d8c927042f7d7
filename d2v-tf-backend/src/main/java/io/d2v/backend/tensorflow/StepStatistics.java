package io.d2v.backend.tensorflow;

import io.d2v.api.backend.OperationTime;
import io.d2v.backend.tensorflow.NodeWriter.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.DeviceStepStats;
import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.proto.StepStats;

/** What TensorFlow measured of a run, in terms of the program. */
final class StepStatistics {
  private static final double MICROSECOND = 1e-6;

  private StepStatistics() {}

  /**
   * The operations that were written for the program, longest first.
   *
   * @param origins for what each node was written, by the name that TensorFlow gives
   */
  static List<OperationTime> times(StepStats statistics, Map<String, Origin> origins) {
    List<OperationTime> times = new ArrayList<>();
    for (DeviceStepStats device : statistics.getDevStatsList()) {
      for (NodeExecStats node : device.getNodeStatsList()) {
        Origin origin = origins.get(node.getNodeName());
        if (origin != null) {
          long micros = node.getOpEndRelMicros() - node.getOpStartRelMicros();
          times.add(new OperationTime(kind(node, origin), origin.node(), micros * MICROSECOND));
        }
      }
    }
    times.sort((a, b) -> Double.compare(b.seconds(), a.seconds()));
    return times;
  }

  /** A function is called what it is made of. */
  private static String kind(NodeExecStats node, Origin origin) {
    String operation = node.getNodeName().replaceAll("^.*/|_\\d+$", "");
    return operation.endsWith("PartitionedCall") ? origin.function().orElse(operation) : operation;
  }
}
