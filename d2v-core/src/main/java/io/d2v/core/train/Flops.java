package io.d2v.core.train;

import io.d2v.api.backend.Program;
import io.d2v.api.graph.Composite;
import io.d2v.api.graph.Inlined;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the floating-point operations of a program's matrix products and convolutions, a
 * multiplication and an addition as two. The rest, under a hundredth of a transformer's, is left
 * out.
 */
public final class Flops {
  private Flops() {}

  /** The operations of one run; equal ones are run once. */
  public static double of(Program program) {
    List<Tensor> roots = new ArrayList<>(program.fetches());
    roots.addAll(program.updates().values());
    return Inlined.of(roots, Composite::known).nodes().stream().mapToDouble(Flops::own).sum();
  }

  private static double own(Tensor node) {
    if (node.op() instanceof Op.MatMul product) {
      Shape left = node.inputs().get(0).shape();
      return 2.0 * node.shape().elements() * left.size(product.transposeLeft() ? -2 : -1);
    }
    if (node.op() instanceof Op.Convolve) {
      return convolution(node.shape(), node.inputs().get(1).shape());
    }
    if (node.op() instanceof Op.ConvolveInput) {
      return convolution(node.inputs().get(0).shape(), node.inputs().get(1).shape());
    }
    if (node.op() instanceof Op.ConvolveKernel) {
      return convolution(node.inputs().get(0).shape(), node.shape());
    }
    return 0;
  }

  private static double convolution(Shape result, Shape kernel) {
    return 2.0 * result.elements() * kernel.elements() / kernel.last();
  }
}
