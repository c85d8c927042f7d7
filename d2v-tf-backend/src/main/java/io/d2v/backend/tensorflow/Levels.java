package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * On which level of a graph each node lies: how many operations of TensorFlow's own come before it,
 * as late as those who need it allow.
 */
final class Levels {
  /** What is not put off: what it is made from would have to be kept for it, and is no smaller. */
  private static final Set<Class<? extends Op>> PARTS =
      Set.of(Op.Reshape.class, Op.Transpose.class, Op.Slice.class);

  private final Map<Tensor, List<Tensor>> consumers;
  private final ReadBack readBack;
  private final Map<Tensor, Integer> earliest = new HashMap<>();
  private final Map<Tensor, Integer> levels = new HashMap<>();

  /**
   * The levels of a graph.
   *
   * @param nodes inputs first
   * @param consumers of each node
   * @param readBack what is read a level later than it is written
   */
  Levels(List<Tensor> nodes, Map<Tensor, List<Tensor>> consumers, ReadBack readBack) {
    this.consumers = consumers;
    this.readBack = readBack;
    nodes.forEach(node -> earliest.put(node, earliest(node)));
    for (int i = nodes.size() - 1; i >= 0; i--) {
      levels.put(nodes.get(i), latest(nodes.get(i)));
    }
  }

  int of(Tensor node) {
    return Objects.requireNonNull(levels.get(node), node::toString);
  }

  private int earliest(Tensor node) {
    int after = 0;
    for (Tensor input : node.inputs()) {
      after = Math.max(after, earliestOf(input) + apart(input, node));
    }
    boolean leaf = node.inputs().isEmpty();
    return Fusible.is(node) || leaf ? after : after + 1;
  }

  private int latest(Tensor node) {
    int latest = Integer.MAX_VALUE;
    for (Tensor consumer : Objects.requireNonNull(consumers.get(node))) {
      int before =
          Fusible.is(consumer) ? of(consumer) - apart(node, consumer) : earliestOf(consumer) - 1;
      latest = Math.min(latest, before);
    }
    boolean waits =
        Fusible.is(node) && latest < Integer.MAX_VALUE && !PARTS.contains(node.op().getClass());
    return waits ? latest : earliestOf(node);
  }

  private int earliestOf(Tensor node) {
    return Objects.requireNonNull(earliest.get(node), node::toString);
  }

  /** Single numbers bind nothing together: else a step's scale would join all its updates. */
  private int apart(Tensor input, Tensor consumer) {
    boolean number = input.shape().elements() == 1 && consumer.shape().elements() > 1;
    boolean read = readBack.contains(input) && Fusible.is(consumer);
    return number || (read && !readBack.isViewOfOne(consumer)) ? 1 : 0;
  }
}
