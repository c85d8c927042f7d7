package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.DataType;

/**
 * Writes tensors as TensorFlow nodes. A real value is held in float32, narrow, or both: as it was
 * computed, and cast where the other is asked for.
 */
final class Lowering {
  private static final Rules RULES = new Rules();

  /** What moves the entries of one tensor, and so may move them narrow. */
  private static final Set<Class<? extends Op>> MOVES =
      Set.of(Op.Reshape.class, Op.Transpose.class, Op.Slice.class, Op.ScaleGradient.class);

  private final NodeWriter out;
  private final Precision precision;
  private final Map<Tensor, String> wide = new HashMap<>();
  private final Map<Tensor, String> narrow = new HashMap<>();

  Lowering(NodeWriter out, Precision precision) {
    this.out = out;
    this.precision = precision;
  }

  /** From here on, this output holds a value, in float32 or not real. */
  void put(Tensor value, String output) {
    wide.put(value, output);
  }

  /** From here on, this output holds a value narrow. */
  void putNarrow(Tensor value, String output) {
    narrow.put(value, output);
  }

  boolean has(Tensor value) {
    return wide.containsKey(value) || narrow.containsKey(value);
  }

  /** Whether narrow numbers are others than float32, so that a value may be held as either. */
  boolean holdsNarrow() {
    return precision.mixed();
  }

  /** Whether a value is held narrow alone. */
  boolean isNarrow(Tensor value) {
    return !wide.containsKey(value) && narrow.containsKey(value);
  }

  /** The output that holds a value in float32, or one that is not real. */
  String wide(Tensor value) {
    @Nullable String held = wide.get(value);
    if (held == null) {
      String from = Objects.requireNonNull(narrow.get(value), value::toString);
      held = out.cast(from, precision.narrow(), DataType.DT_FLOAT);
      wide.put(value, held);
    }
    return held;
  }

  /** The output that holds a value as a factor of a product. */
  String narrow(Tensor value) {
    if (precision.narrow(value) == Attributes.dataType(value.type().dtype())) {
      return wide(value);
    }
    @Nullable String held = narrow.get(value);
    if (held == null) {
      held = out.cast(wide(value), DataType.DT_FLOAT, precision.narrow());
      narrow.put(value, held);
    }
    return held;
  }

  /** Writes a node whose inputs are held, in float32. */
  void write(Tensor node) {
    write(node, false);
  }

  /**
   * Writes a node whose inputs are held.
   *
   * @param asNarrow whether it takes narrow numbers and gives such
   */
  void write(Tensor node, boolean asNarrow) {
    if (asNarrow && ExactProduct.is(node)) {
      List<String> factors = node.inputs().stream().map(this::wide).toList();
      narrow.put(node, ExactProduct.write(node, factors.get(0), factors.get(1), RULES, out));
      return;
    }
    Tensor first = node.inputs().isEmpty() ? node : node.inputs().get(0);
    boolean moved = MOVES.contains(node.op().getClass()) && isNarrow(first);
    boolean here = asNarrow || moved;
    List<String> inputs = new ArrayList<>();
    for (Tensor input : node.inputs()) {
      boolean awaited = node.op() instanceof Op.After && !inputs.isEmpty();
      boolean narrowInput = awaited ? isNarrow(input) : here;
      inputs.add(narrowInput ? narrow(input) : wide(input));
    }
    DataType type = here ? precision.narrow(first) : Attributes.dataType(first.type().dtype());
    (here ? narrow : wide).put(node, RULES.write(new Rule.Node(node, inputs, type, out)));
  }
}
