package io.d2v.core.train;

import io.d2v.api.backend.RunPlan;
import io.d2v.api.graph.Composite;
import io.d2v.api.graph.DType;
import io.d2v.api.graph.Inlined;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.api.graph.Traversal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A graph as a backend may run it that does not say how it does: composites without products are
 * one operation, the bodies of the others stand in their place, equal operations are one, and
 * factors of products are cast.
 */
final class Unrolled {
  /** What a composite that is run as one operation does not hold. */
  private static final Set<Class<? extends Op>> IN_PLACE =
      Set.of(
          Op.MatMul.class,
          Op.Convolve.class,
          Op.ConvolveInput.class,
          Op.ConvolveKernel.class,
          Op.Gather.class,
          Op.ScatterSum.class,
          Op.Uniform.class,
          Op.After.class);

  private static final Set<Class<? extends Op>> PRODUCTS =
      Set.of(Op.MatMul.class, Op.Convolve.class, Op.ConvolveInput.class, Op.ConvolveKernel.class);

  /** What takes no memory of its own: the same entries, or those of a parameter. */
  private static final Set<Class<? extends Op>> SAME_ENTRIES =
      Set.of(
          Op.Parameter.class,
          Op.Constant.class,
          Op.Reshape.class,
          Op.ScaleGradient.class,
          Op.After.class);

  /** What may put its result in the place of an input. */
  private static final Set<Class<? extends Op>> OVERWRITING =
      Set.of(
          Op.Add.class,
          Op.Subtract.class,
          Op.Multiply.class,
          Op.Divide.class,
          Op.Maximum.class,
          Op.Negate.class,
          Op.Exp.class,
          Op.Log.class,
          Op.Sqrt.class,
          Op.Tanh.class,
          Op.Absolute.class,
          Op.AllReduce.class);

  private final boolean castFactors;
  private final List<RunPlan.Operation> nodes = new ArrayList<>();
  private final Map<Tensor, Integer> numbers = new HashMap<>();
  private final Map<Tensor, Integer> casts = new HashMap<>();

  private Unrolled(boolean castFactors) {
    this.castFactors = castFactors;
  }

  /**
   * Unrolls a graph.
   *
   * @param castFactors whether factors of products are cast to two bytes an entry
   */
  static List<RunPlan.Operation> of(List<Tensor> graph, boolean castFactors) {
    Unrolled unrolled = new Unrolled(castFactors);
    Inlined.of(graph, Unrolled::isOne).nodes().forEach(unrolled::write);
    return unrolled.nodes;
  }

  private void write(Tensor tensor) {
    Class<? extends Op> op = tensor.op().getClass();
    boolean product = castFactors && PRODUCTS.contains(op);
    List<Integer> inputs =
        tensor.inputs().stream().map(input -> product ? cast(input) : number(input)).toList();
    long bytes = SAME_ENTRIES.contains(op) ? 0 : bytes(tensor.type());
    numbers.put(tensor, add(inputs, bytes, OVERWRITING.contains(op)));
  }

  private int number(Tensor tensor) {
    return Objects.requireNonNull(numbers.get(tensor));
  }

  private int cast(Tensor factor) {
    return casts.computeIfAbsent(factor, f -> add(List.of(number(f)), bytes(f.type()) / 2, false));
  }

  private int add(List<Integer> inputs, long bytes, boolean overwrites) {
    nodes.add(new RunPlan.Operation(inputs, List.of(), bytes, bytes == 0, overwrites));
    return nodes.size() - 1;
  }

  private static boolean isOne(Composite composite) {
    return composite.known()
        || Traversal.inputsFirst(composite.results()).stream()
            .allMatch(
                node ->
                    node.op() instanceof Op.Call call
                        ? isOne(call.composite())
                        : !IN_PLACE.contains(node.op().getClass()));
  }

  private static long bytes(TensorType type) {
    return (type.dtype() == DType.BOOL ? 1L : 4L) * type.shape().elements();
  }
}
