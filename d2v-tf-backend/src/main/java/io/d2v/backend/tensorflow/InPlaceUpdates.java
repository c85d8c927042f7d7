package io.d2v.backend.tensorflow;

import io.d2v.api.backend.Program;
import io.d2v.api.graph.Inlined;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which parameters are written where they lie, by the function that reads them: their new values
 * take no memory beside the old ones, and the old ones leave no gaps.
 *
 * <p>XLA's loops that write what they read take one entry at a time and not a vector of them. Where
 * an entry waits for memory that is as fast, but not where it takes a root or a division.
 */
final class InPlaceUpdates {
  private static final Set<Class<? extends Op>> SLOW_ALONE =
      Set.of(
          Op.Divide.class, Op.Sqrt.class, Op.Exp.class, Op.Log.class, Op.Tanh.class, Op.Erf.class);

  private final Map<Tensor, String> destinations = new HashMap<>();
  private final Set<String> copied;

  /**
   * Finds them in a program.
   *
   * @param copied the parameters that have a narrow copy
   */
  InPlaceUpdates(Program program, Inlined graph, List<Fusion.Unit> units, Set<String> copied) {
    this.copied = copied;
    Set<Tensor> needed = new HashSet<>(graph.roots().subList(0, program.fetches().size()));
    units.forEach(unit -> needed.addAll(unit.inputs()));
    int next = program.fetches().size();
    for (String path : program.updates().keySet()) {
      Tensor value = graph.roots().get(next++);
      if (destinations.putIfAbsent(value, path) != null) {
        needed.add(value);
      }
    }
    destinations.keySet().removeAll(needed);
  }

  /** Those that a cluster makes. */
  List<Cluster.Update> of(Cluster cluster) {
    List<Cluster.Update> updates = new ArrayList<>();
    for (Tensor before : cluster.inputs()) {
      if (before.op() instanceof Op.Parameter parameter) {
        String path = parameter.path();
        cluster.outputs().stream()
            .filter(after -> path.equals(destinations.get(after)) && isFastAlone(after, cluster))
            .map(after -> new Cluster.Update(path, before, after, copied.contains(path)))
            .forEach(updates::add);
      }
    }
    return updates;
  }

  /** Whether an entry takes little to compute from what the cluster reads and writes. */
  private static boolean isFastAlone(Tensor value, Cluster cluster) {
    Set<Tensor> seen = new HashSet<>(cluster.inputs());
    seen.addAll(cluster.outputs());
    Deque<Tensor> open = new ArrayDeque<>(List.of(value));
    while (!open.isEmpty()) {
      Tensor node = open.pop();
      boolean ofEachEntry = node.shape().elements() == value.shape().elements();
      if (ofEachEntry && SLOW_ALONE.contains(node.op().getClass())) {
        return false;
      }
      node.inputs().stream().filter(seen::add).forEach(open::add);
    }
    return true;
  }
}
