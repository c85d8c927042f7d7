package io.d2v.core.train;

import io.d2v.api.backend.Program;
import io.d2v.api.graph.Composite;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.Traversal;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Counts the floating-point operations of a program's matrix products and convolutions, a
 * multiplication and an addition as two. The rest, under a hundredth of a transformer's, is left
 * out.
 */
public final class Flops {
  private Flops() {}

  /** The operations of one run. */
  public static double of(Program program) {
    return of(program.nodes());
  }

  private static double of(Collection<Tensor> nodes) {
    double sum = 0;
    Set<CallSite> counted = new HashSet<>();
    for (Tensor node : nodes) {
      if (node.op() instanceof Op.Call call) {
        if (counted.add(new CallSite(call.composite(), node.inputs()))) {
          sum += of(Traversal.inputsFirst(call.composite().results()));
        }
      } else {
        sum += own(node);
      }
    }
    return sum;
  }

  /** Results of one call share their composite and inputs. */
  private record CallSite(Composite composite, java.util.List<Tensor> inputs) {}

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
