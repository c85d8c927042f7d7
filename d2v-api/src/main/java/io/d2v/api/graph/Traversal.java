package io.d2v.api.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Walks over a graph: the order in which it can be computed, and copies of parts of it. */
public final class Traversal {
  private Traversal() {}

  /**
   * {@return every node that the roots need, themselves included, each once and after its inputs}
   * The bodies of composites are not entered. The order depends on the graph alone.
   *
   * @param roots the tensors that are wanted
   */
  public static List<Tensor> inputsFirst(Collection<Tensor> roots) {
    List<Tensor> order = new ArrayList<>();
    Set<Tensor> placed = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Tensor> open = new ArrayDeque<>();
    for (Tensor root : roots) {
      open.push(root);
      while (!open.isEmpty()) {
        Tensor node = open.peek();
        int before = open.size();
        if (!placed.contains(node)) {
          for (int i = node.inputs().size() - 1; i >= 0; i--) {
            if (!placed.contains(node.inputs().get(i))) {
              open.push(node.inputs().get(i));
            }
          }
        }
        if (open.size() == before) {
          open.pop();
          if (placed.add(node)) {
            order.add(node);
          }
        }
      }
    }
    return order;
  }

  /**
   * {@return the roots, written again with some nodes replaced} What does not depend on a replaced
   * node is not copied; what is copied keeps the line that made it.
   *
   * @param roots the tensors that are wanted
   * @param replacements node to another of the same type
   */
  public static List<Tensor> replacing(List<Tensor> roots, Map<Tensor, Tensor> replacements) {
    Map<Tensor, Tensor> written = new HashMap<>(replacements);
    for (Tensor node : inputsFirst(roots)) {
      List<Tensor> inputs =
          node.inputs().stream().map(input -> written.getOrDefault(input, input)).toList();
      written.putIfAbsent(node, inputs.equals(node.inputs()) ? node : node.withInputs(inputs));
    }
    return roots.stream().map(root -> written.getOrDefault(root, root)).toList();
  }
}
