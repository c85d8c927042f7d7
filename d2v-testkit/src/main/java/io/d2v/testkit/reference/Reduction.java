package io.d2v.testkit.reference;

import io.d2v.api.graph.Op;
import io.d2v.testkit.reference.Kernel.Node;
import java.util.Arrays;

/** Sums and maxima over axes, which stay as size 1. */
final class Reduction {
  private Reduction() {}

  static double[] sum(Op.Sum op, Node node) {
    double[] out = new double[node.shape().elements()];
    int[] to = Offsets.broadcast(node.shape(), node.shape(0));
    for (int i = 0; i < to.length; i++) {
      out[to[i]] += node.in(0)[i];
    }
    return out;
  }

  static double[] max(Op.Max op, Node node) {
    double[] out = new double[node.shape().elements()];
    Arrays.fill(out, Double.NEGATIVE_INFINITY);
    int[] to = Offsets.broadcast(node.shape(), node.shape(0));
    for (int i = 0; i < to.length; i++) {
      out[to[i]] = Math.max(out[to[i]], node.in(0)[i]);
    }
    return out;
  }
}
