package io.d2v.core.autodiff;

import io.d2v.api.graph.DType;
import io.d2v.api.graph.Tensor;
import java.util.List;
import java.util.Map;

/** Writes the gradients of a loss into the graph, in reverse mode. */
public final class Gradients {
  private Gradients() {}

  /**
   * The gradients of a loss.
   *
   * @param loss one real number
   * @param wrt real tensors that the loss may depend on
   * @return the gradient towards each of them, of its shape; zeros where the loss does not depend
   *     on it
   * @throws IllegalArgumentException if the loss is more than one number, or something is not real
   */
  public static List<Tensor> of(Tensor loss, List<Tensor> wrt) {
    if (loss.type().dtype() != DType.FLOAT32 || loss.shape().elements() != 1) {
      throw new IllegalArgumentException("a loss is one real number, which this is not: " + loss);
    }
    for (Tensor tensor : wrt) {
      if (tensor.type().dtype() != DType.FLOAT32) {
        throw new IllegalArgumentException("only a real tensor has a gradient: " + tensor);
      }
    }
    Tensor one = Tensor.filled(1, loss.shape());
    Map<Tensor, Tensor> reached = new Backward(wrt).from(List.of(loss), List.of(one));
    return wrt.stream().map(tensor -> gradient(tensor, reached)).toList();
  }

  private static Tensor gradient(Tensor tensor, Map<Tensor, Tensor> reached) {
    Tensor gradient = reached.get(tensor);
    return gradient == null ? Tensor.filled(0, tensor.shape()) : gradient;
  }
}
