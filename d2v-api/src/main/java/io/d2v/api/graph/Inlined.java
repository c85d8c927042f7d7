package io.d2v.api.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A graph of primitives alone: the bodies of composites stand in place of their calls, and equal
 * nodes are one. What is copied keeps the line that made it.
 */
public final class Inlined {
  private final Predicate<Composite> kept;
  private final UnaryOperator<Tensor> replacing;
  private final Map<Content, Tensor> distinct = new HashMap<>();
  private final Map<Call, List<Tensor>> calls = new HashMap<>();
  private final Map<Tensor, Origin> origins = new HashMap<>();
  private final List<Tensor> roots;
  private final List<Tensor> nodes;

  /**
   * Where a node comes from.
   *
   * @param node of the graph that was inlined
   * @param composite the innermost one in whose body it stood
   */
  public record Origin(Tensor node, Optional<String> composite) {}

  private record Content(Op op, List<Tensor> inputs, TensorType type) {}

  private record Call(Composite composite, List<Tensor> arguments) {}

  private Inlined(List<Tensor> roots, Predicate<Composite> kept, UnaryOperator<Tensor> replacing) {
    this.kept = kept;
    this.replacing = replacing;
    this.roots = write(roots, Map.of(), Optional.empty(), Optional.empty());
    nodes = List.copyOf(Traversal.inputsFirst(this.roots));
  }

  /**
   * Inlines what the roots need.
   *
   * @param roots the tensors that are wanted
   * @param kept the composites whose calls stay
   * @return the graph without the other calls
   */
  public static Inlined of(List<Tensor> roots, Predicate<Composite> kept) {
    return of(roots, kept, UnaryOperator.identity());
  }

  /**
   * Inlines what the roots need, and puts other primitives in the place of some.
   *
   * @param roots the tensors that are wanted
   * @param kept the composites whose calls stay
   * @param replacing a primitive to what is computed in its place, of the same type: itself, or a
   *     graph over its inputs that holds none to be replaced
   * @return the graph without the other calls
   */
  public static Inlined of(
      List<Tensor> roots, Predicate<Composite> kept, UnaryOperator<Tensor> replacing) {
    return new Inlined(roots, kept, replacing);
  }

  /** {@return what stands for the roots, in their order} */
  public List<Tensor> roots() {
    return roots;
  }

  /** {@return every node, after its inputs} */
  public List<Tensor> nodes() {
    return nodes;
  }

  /**
   * {@return where a node comes from; of equal ones, the first}
   *
   * @param node a node of this graph
   * @throws IllegalArgumentException if it is none of this graph
   */
  public Origin origin(Tensor node) {
    Origin origin = origins.get(node);
    if (origin == null) {
      throw new IllegalArgumentException("not of this graph: " + node);
    }
    return origin;
  }

  private List<Tensor> write(
      List<Tensor> wanted,
      Map<Tensor, Tensor> given,
      Optional<Tensor> caller,
      Optional<String> composite) {
    Map<Tensor, Tensor> written = new HashMap<>(given);
    for (Tensor node : Traversal.inputsFirst(wanted)) {
      if (!written.containsKey(node)) {
        List<Tensor> inputs = new ArrayList<>();
        for (Tensor input : node.inputs()) {
          inputs.add(written.getOrDefault(input, input));
        }
        Tensor program = caller.orElse(node);
        written.put(
            node,
            node.op() instanceof Op.Call call && !kept.test(call.composite())
                ? body(call.composite(), inputs, program).get(call.result())
                : once(node, inputs, new Origin(program, composite)));
      }
    }
    return wanted.stream().map(node -> written.getOrDefault(node, node)).toList();
  }

  private List<Tensor> body(Composite composite, List<Tensor> arguments, Tensor caller) {
    Call call = new Call(composite, arguments);
    List<Tensor> known = calls.get(call);
    if (known == null) {
      Map<Tensor, Tensor> given = new HashMap<>();
      for (int i = 0; i < arguments.size(); i++) {
        given.put(composite.formals().get(i), arguments.get(i));
      }
      known = write(composite.results(), given, Optional.of(caller), Optional.of(composite.name()));
      calls.put(call, known);
    }
    return known;
  }

  private Tensor once(Tensor node, List<Tensor> inputs, Origin origin) {
    Tensor written = inputs.equals(node.inputs()) ? node : node.withInputs(inputs);
    Tensor replacement = replacing.apply(written);
    if (replacement.equals(written)) {
      return canonical(written, inputs, origin);
    }
    Map<Tensor, Tensor> copied = new HashMap<>();
    inputs.forEach(input -> copied.put(input, input));
    for (Tensor part : Traversal.inputsFirst(List.of(replacement))) {
      if (!copied.containsKey(part) && !origins.containsKey(part)) {
        List<Tensor> from =
            part.inputs().stream().map(input -> copied.getOrDefault(input, input)).toList();
        Tensor own = from.equals(part.inputs()) ? part : part.withInputs(from);
        copied.put(part, canonical(own, from, origin));
      }
    }
    return copied.getOrDefault(replacement, replacement);
  }

  private Tensor canonical(Tensor node, List<Tensor> inputs, Origin origin) {
    Tensor found =
        distinct.computeIfAbsent(new Content(node.op(), inputs, node.type()), content -> node);
    origins.putIfAbsent(found, origin);
    return found;
  }
}
