package io.d2v.api.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The order in which a graph can be computed. */
public final class Traversal {
  private Traversal() {}

  /**
   * Every node that the roots need, themselves included, each once and after its inputs. The bodies
   * of composites are not entered. The order depends on the graph alone.
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
}
