package io.d2v.api.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Parts of a graph that are computed once more for their gradient, and not kept until then. */
public final class Recomputation {
  private Recomputation() {}

  /**
   * {@return the results of a part} Its values are the same with or without this.
   *
   * @param name of the {@link Composite} that it becomes
   * @param inputs what has to be kept
   * @param body writes the results from tensors that stand for the inputs; beside them it may reach
   *     parameters and what is fed, and these are kept, too
   */
  public static List<Tensor> of(
      String name, List<Tensor> inputs, Function<List<Tensor>, List<Tensor>> body) {
    List<Tensor> written = new ArrayList<>();
    for (Tensor input : inputs) {
      written.add(Tensor.input(name + "." + written.size(), input.type()));
    }
    List<Tensor> results = body.apply(List.copyOf(written));
    List<Tensor> arguments = new ArrayList<>(inputs);
    for (Tensor node : Traversal.inputsFirst(results)) {
      boolean leaf = node.op() instanceof Op.Input || node.op() instanceof Op.Parameter;
      if (leaf && !written.contains(node)) {
        written.add(node);
        arguments.add(node);
      }
    }
    return Composite.define(name, arguments, formals -> replaced(results, written, formals))
        .recomputed()
        .call(arguments);
  }

  private static List<Tensor> replaced(List<Tensor> roots, List<Tensor> from, List<Tensor> to) {
    Map<Tensor, Tensor> replacements = new HashMap<>();
    for (int i = 0; i < from.size(); i++) {
      replacements.put(from.get(i), to.get(i));
    }
    return Traversal.replacing(roots, replacements);
  }
}
