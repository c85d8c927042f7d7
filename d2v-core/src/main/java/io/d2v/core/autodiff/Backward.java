package io.d2v.core.autodiff;

import io.d2v.api.graph.Composite;
import io.d2v.api.graph.DType;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.api.graph.Traversal;
import io.d2v.core.autodiff.GradientRule.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One way back through a graph, from some results to the tensors that are asked for. */
final class Backward {
  private static final GradientRules RULES = new GradientRules();

  private final Set<Tensor> wanted;

  /** Nodes through which a gradient reaches a wanted one; nothing is written for the others. */
  private final Set<Tensor> onTheWay = new HashSet<>();

  /** What has reached each node so far. */
  private final Map<Tensor, List<Tensor>> gradients = new HashMap<>();

  /** What the results of a call of a composite without its own gradient have got so far. */
  private final Map<Call, SortedMap<Integer, Tensor>> calls = new HashMap<>();

  /** The results of one call are nodes of their own; the lowest is the last on the way back. */
  private final Map<Call, Tensor> lowestResult = new HashMap<>();

  private record Call(Composite composite, List<Tensor> arguments) {}

  Backward(Collection<Tensor> wanted) {
    this.wanted = new HashSet<>(wanted);
  }

  /**
   * Goes back.
   *
   * @param upstreams the gradients of the loss towards the results
   * @return the gradients towards those wanted tensors that one reaches
   */
  Map<Tensor, Tensor> from(List<Tensor> results, List<Tensor> upstreams) {
    Map<Tensor, Tensor> found = new HashMap<>();
    List<Tensor> nodes = Traversal.inputsFirst(results);
    nodes.forEach(this::look);
    for (int i = 0; i < results.size(); i++) {
      give(results.get(i), upstreams.get(i));
    }
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Tensor node = nodes.get(i);
      Tensor gradient = total(node);
      pass(node, gradient);
      if (gradient != null && wanted.contains(node)) {
        found.put(node, gradient);
      }
    }
    return found;
  }

  private void look(Tensor node) {
    boolean cut = node.op() instanceof Op.ScaleGradient scale && scale.factor() == 0;
    boolean passes =
        !cut
            && IntStream.range(0, node.inputs().size())
                .anyMatch(i -> computes(node, i) && onTheWay.contains(node.inputs().get(i)));
    if (node.type().dtype() == DType.FLOAT32 && (wanted.contains(node) || passes)) {
      onTheWay.add(node);
    }
    if (node.op() instanceof Op.Call call) {
      lowestResult.putIfAbsent(new Call(call.composite(), node.inputs()), node);
    }
  }

  /** Whether a node's value depends on that of an input, and not only on its being there. */
  private static boolean computes(Tensor node, int input) {
    return input == 0 || !(node.op() instanceof Op.After);
  }

  private void give(Tensor node, Tensor gradient) {
    if (onTheWay.contains(node)) {
      gradients.computeIfAbsent(node, any -> new ArrayList<>()).add(gradient);
    }
  }

  private @Nullable Tensor total(Tensor node) {
    List<Tensor> reached = gradients.remove(node);
    return reached == null ? null : Total.of(reached);
  }

  private void pass(Tensor node, @Nullable Tensor gradient) {
    if (node.op() instanceof Op.Call call && call.composite().gradient().isEmpty()) {
      passBody(node, call, gradient);
    } else if (gradient != null && node.op() instanceof Op.Call call) {
      passOwn(node, call.composite(), gradient);
    } else if (gradient != null) {
      Step step = new Step(node, gradient);
      for (int i = 0; i < node.inputs().size(); i++) {
        if (computes(node, i) && onTheWay.contains(node.inputs().get(i))) {
          give(node.inputs().get(i), RULES.gradient(step, i));
        }
      }
    }
  }

  private void passOwn(Tensor node, Composite composite, Tensor gradient) {
    List<Tensor> own = composite.gradient().orElseThrow().of(node.inputs(), node, gradient);
    List<TensorType> given = own.stream().map(Tensor::type).toList();
    List<TensorType> expected = node.inputs().stream().map(Tensor::type).toList();
    if (!given.equals(expected)) {
      throw new IllegalStateException(
          "the gradient of composite "
              + composite
              + " gives "
              + given
              + " for inputs "
              + expected
              + "; called by "
              + node);
    }
    for (int i = 0; i < own.size(); i++) {
      give(node.inputs().get(i), own.get(i));
    }
  }

  private void passBody(Tensor node, Op.Call op, @Nullable Tensor gradient) {
    Call call = new Call(op.composite(), node.inputs());
    SortedMap<Integer, Tensor> upstreams = calls.computeIfAbsent(call, any -> new TreeMap<>());
    if (gradient != null) {
      upstreams.put(op.result(), gradient);
    }
    if (node.equals(lowestResult.get(call)) && !upstreams.isEmpty()) {
      List<Integer> asked =
          IntStream.range(0, node.inputs().size())
              .filter(i -> onTheWay.contains(node.inputs().get(i)))
              .boxed()
              .toList();
      new BodyGradient(op.composite(), node.inputs(), upstreams)
          .towards(asked)
          .forEach((input, written) -> give(node.inputs().get(input), written));
    }
  }
}
