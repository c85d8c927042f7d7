package io.d2v.core.train;

import io.d2v.api.graph.Composite;
import io.d2v.api.graph.DType;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.api.graph.Traversal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A graph as a backend runs it: composites without products are one operation, the bodies of the
 * others stand in their place, equal operations are one, and factors of products are cast.
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
          Op.Absolute.class);

  /**
   * An operation.
   *
   * @param inputs numbers of those whose values it needs
   * @param bytes of its value; 0 where it is an input's
   * @param sameEntries whether its value is that of its first input
   * @param overwrites whether its value may take the place of an input
   */
  record Node(List<Integer> inputs, long bytes, boolean sameEntries, boolean overwrites) {}

  private record Content(Object what, List<Integer> inputs, TensorType type) {}

  private final boolean castFactors;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Content, Integer> known = new HashMap<>();

  private Unrolled(boolean castFactors) {
    this.castFactors = castFactors;
  }

  /**
   * Unrolls a graph.
   *
   * @param castFactors whether factors of products are cast to two bytes an entry
   */
  static List<Node> of(Collection<Tensor> graph, boolean castFactors) {
    Unrolled unrolled = new Unrolled(castFactors);
    unrolled.write(graph, new HashMap<>());
    return unrolled.nodes;
  }

  private void write(Collection<Tensor> roots, Map<Tensor, Integer> numbers) {
    for (Tensor tensor : Traversal.inputsFirst(roots)) {
      if (!numbers.containsKey(tensor)) {
        List<Integer> inputs = tensor.inputs().stream().map(numbers::get).toList();
        numbers.put(tensor, write(tensor, inputs));
      }
    }
  }

  private int write(Tensor tensor, List<Integer> inputs) {
    if (tensor.op() instanceof Op.Call call) {
      return isOne(call.composite())
          ? add(call, inputs, tensor.type(), bytes(tensor.type()), false)
          : body(call, inputs);
    }
    List<Integer> given = new ArrayList<>(inputs);
    if (castFactors && PRODUCTS.contains(tensor.op().getClass())) {
      for (int i = 0; i < given.size(); i++) {
        TensorType type = tensor.inputs().get(i).type();
        given.set(i, add("cast", List.of(inputs.get(i)), type, bytes(type) / 2, false));
      }
    }
    boolean same = SAME_ENTRIES.contains(tensor.op().getClass());
    return add(
        tensor.op(),
        given,
        tensor.type(),
        same ? 0 : bytes(tensor.type()),
        OVERWRITING.contains(tensor.op().getClass()));
  }

  private int body(Op.Call call, List<Integer> arguments) {
    Map<Tensor, Integer> numbers = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      numbers.put(call.composite().formals().get(i), arguments.get(i));
    }
    Tensor result = call.composite().results().get(call.result());
    write(List.of(result), numbers);
    return Objects.requireNonNull(numbers.get(result));
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

  private int add(
      Object what, List<Integer> inputs, TensorType type, long bytes, boolean overwrites) {
    return known.computeIfAbsent(
        new Content(what, List.copyOf(inputs), type),
        content -> {
          nodes.add(new Node(content.inputs(), bytes, bytes == 0, overwrites));
          return nodes.size() - 1;
        });
  }

  private static long bytes(TensorType type) {
    return (type.dtype() == DType.BOOL ? 1L : 4L) * type.shape().elements();
  }
}
