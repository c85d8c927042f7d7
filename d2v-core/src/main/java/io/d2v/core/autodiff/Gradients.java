package io.d2v.core.autodiff;

import io.d2v.api.graph.DType;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.Traversal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
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
    Map<Tensor, Tensor> gradients = reached(loss, wrt);
    return wrt.stream()
        .map(tensor -> gradients.getOrDefault(tensor, Tensor.filled(0, tensor.shape())))
        .toList();
  }

  /**
   * The gradients of a loss towards parameters. A parameter may stand in a graph as several nodes;
   * its gradient is the sum over them.
   *
   * @param loss one real number
   * @param paths of parameters that the loss's graph holds
   * @return path to gradient, in the paths' order
   */
  public static Map<String, Tensor> ofParameters(Tensor loss, Collection<String> paths) {
    Map<String, List<Tensor>> nodes = new LinkedHashMap<>();
    paths.forEach(path -> nodes.put(path, new ArrayList<>()));
    for (Tensor node : Traversal.inputsFirst(List.of(loss))) {
      if (node.op() instanceof Op.Parameter parameter && nodes.containsKey(parameter.path())) {
        nodes.get(parameter.path()).add(node);
      }
    }
    Map<Tensor, Tensor> gradients =
        reached(loss, nodes.values().stream().flatMap(List::stream).toList());
    Map<String, Tensor> sums = new LinkedHashMap<>();
    nodes.forEach(
        (path, of) ->
            sums.put(
                path,
                of.stream()
                    .filter(gradients::containsKey)
                    .map(gradients::get)
                    .reduce(Tensor::plus)
                    .orElseGet(() -> Tensor.filled(0, of.get(0).shape()))));
    return sums;
  }

  /** The gradients towards those of some tensors that one reaches. */
  private static Map<Tensor, Tensor> reached(Tensor loss, List<Tensor> wrt) {
    if (loss.type().dtype() != DType.FLOAT32 || loss.shape().elements() != 1) {
      throw new IllegalArgumentException("a loss is one real number, which this is not: " + loss);
    }
    for (Tensor tensor : wrt) {
      if (tensor.type().dtype() != DType.FLOAT32) {
        throw new IllegalArgumentException("only a real tensor has a gradient: " + tensor);
      }
    }
    return new Backward(wrt).from(List.of(loss), List.of(Tensor.filled(1, loss.shape())));
  }
}
