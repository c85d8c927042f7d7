package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Values that cost much and are written anyway, since they become factors of products: whoever else
 * needs them reads what was written. XLA would compute them once for each sum over them and once
 * more for what comes after it: the gradient of GELU three times for that of layer norm below it.
 */
final class ReadBack {
  /** What takes many times as long as reading an entry. */
  private static final Set<Class<? extends Op>> COSTLY =
      Set.of(Op.Exp.class, Op.Log.class, Op.Tanh.class, Op.Erf.class);

  private final Map<Tensor, List<Tensor>> consumers;
  private final Predicate<Tensor> takesFactors;
  private final Set<Tensor> costly = new HashSet<>();
  private final Set<Tensor> values = new HashSet<>();

  /**
   * Finds them.
   *
   * @param nodes inputs first
   * @param consumers of each node
   * @param roots what is wanted as it is computed, not as a factor
   * @param takesFactors whether a node takes its inputs as products do
   */
  ReadBack(
      List<Tensor> nodes,
      Map<Tensor, List<Tensor>> consumers,
      Set<Tensor> roots,
      Predicate<Tensor> takesFactors) {
    this.consumers = consumers;
    this.takesFactors = takesFactors;
    for (Tensor node : nodes) {
      if (isCostly(node)) {
        costly.add(node);
        if (!roots.contains(node) && isFactorAndMore(node)) {
          values.add(node);
        }
      }
    }
  }

  boolean contains(Tensor value) {
    return values.contains(value);
  }

  /** Whether a node is such a value in the shape in which products take it. */
  boolean isViewOfOne(Tensor node) {
    return isView(node) && contains(node.inputs().get(0));
  }

  private boolean isCostly(Tensor node) {
    if (!Fusible.isEntryByEntry(node)) {
      return false;
    }
    return COSTLY.contains(node.op().getClass())
        || node.inputs().stream()
            .anyMatch(
                input ->
                    costly.contains(input)
                        && !values.contains(input)
                        && 2L * input.shape().elements() > node.shape().elements());
  }

  private boolean isFactorAndMore(Tensor node) {
    boolean factor = false;
    boolean more = false;
    for (Tensor consumer : Objects.requireNonNull(consumers.get(node))) {
      if (takesFactors.test(consumer) || isView(consumer)) {
        factor = true;
      } else if (Fusible.is(consumer)) {
        more = true;
      } else {
        return false;
      }
    }
    return factor && more;
  }

  private boolean isView(Tensor node) {
    List<Tensor> all = Objects.requireNonNull(consumers.get(node));
    return node.op() instanceof Op.Reshape && !all.isEmpty() && all.stream().allMatch(takesFactors);
  }
}
