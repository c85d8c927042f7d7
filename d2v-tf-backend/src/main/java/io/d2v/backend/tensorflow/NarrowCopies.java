package io.d2v.backend.tensorflow;

import io.d2v.api.backend.Program;
import io.d2v.api.graph.Inlined;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/**
 * Variables that hold parameters narrow, beside those in float32, for a program that multiplies by
 * parameters and updates them: the update writes both, and no step casts them.
 */
final class NarrowCopies {
  private static final String SUFFIX = "#narrow";

  /** A copy's variable, and its value before the run. */
  record Copy(String handle, String value) {}

  private final NodeWriter out;
  private final Precision precision;
  private final Map<String, TensorType> types;
  private final Map<String, Copy> copies = new LinkedHashMap<>();

  /**
   * The copies of a program.
   *
   * @param types of the parameters that have one, by path
   */
  NarrowCopies(Map<String, TensorType> types, Precision precision, NodeWriter out) {
    this.types = types;
    this.precision = precision;
    this.out = out;
  }

  /**
   * The parameters that are factors of several products and are updated. One that is read once, as
   * the teacher's, is as soon cast then as when it is updated, and takes no memory meanwhile.
   */
  static Map<String, TensorType> of(Program program, Inlined graph, Precision precision) {
    Set<String> once = new HashSet<>();
    Map<String, TensorType> factors = new TreeMap<>();
    for (Tensor node : graph.nodes()) {
      if (precision.isProduct(node)) {
        for (Tensor factor : node.inputs()) {
          if (factor.op() instanceof Op.Parameter parameter
              && program.updates().containsKey(parameter.path())
              && !once.add(parameter.path())) {
            factors.put(parameter.path(), factor.type());
          }
        }
      }
    }
    return factors;
  }

  /** The new values of these parameters, among a program's inlined roots. */
  static Set<Tensor> updates(Program program, Inlined graph, Map<String, TensorType> types) {
    Set<Tensor> updates = new HashSet<>();
    int next = program.fetches().size();
    for (String path : program.updates().keySet()) {
      if (types.containsKey(path)) {
        updates.add(graph.roots().get(next));
      }
      next++;
    }
    return updates;
  }

  Set<String> paths() {
    return new TreeSet<>(types.keySet());
  }

  /** What they take. */
  long bytes() {
    return types.values().stream().mapToLong(type -> 2L * type.shape().elements()).sum();
  }

  /** The output that holds a parameter narrow, if it has a copy. */
  Optional<String> value(String path) {
    return types.containsKey(path) ? Optional.of(copy(path).value()) : Optional.empty();
  }

  /** Writes the update of a copy; names the node. */
  String assign(String path, String value) {
    Copy copy = copy(path);
    return out.write(
        "AssignVariableOp", List.of(copy.handle(), value, "^" + copy.value()), dtype());
  }

  /** Writes what makes all copies anew from the parameters; names the node. */
  String refresh() {
    List<String> made = new ArrayList<>();
    types.forEach(
        (path, type) -> {
          String wide =
              out.write(
                  "ReadVariableOp",
                  List.of(VariableGroup.handle(path, type, out)),
                  Map.of("dtype", Attributes.of(type.dtype())));
          String narrow = out.cast(wide, DataType.DT_FLOAT, precision.narrow());
          made.add(
              "^" + out.write("AssignVariableOp", List.of(copy(path).handle(), narrow), dtype()));
        });
    return out.write("NoOp", made, Map.of());
  }

  /** The copy of a parameter that has one. */
  Copy copy(String path) {
    return copies.computeIfAbsent(
        path,
        p -> {
          TensorType type = Objects.requireNonNull(types.get(path));
          String handle =
              VariableGroup.handle(path + SUFFIX, precision.narrow(), type.shape(), out);
          return new Copy(handle, out.write("ReadVariableOp", List.of(handle), dtype()));
        });
  }

  private Map<String, AttrValue> dtype() {
    return Map.of("dtype", Attributes.of(precision.narrow()));
  }
}
