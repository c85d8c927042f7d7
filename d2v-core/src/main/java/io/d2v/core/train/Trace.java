package io.d2v.core.train;

import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.DType;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.Traversal;
import io.d2v.core.optim.Adam;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a batch is on its way through the model, with the weights as they are.
 *
 * @param values from the inputs to the loss, each after those that it is computed from
 * @param gradients the norm of the summed loss's gradient by part of the model
 */
public record Trace(List<Value> values, Map<String, Double> gradients) {
  private static final int NUMBERS = 2;

  /** Copies the list. */
  public Trace {
    values = List.copyOf(values);
  }

  /**
   * A tensor of the forward pass.
   *
   * @param part of the model
   * @param operation that made it
   * @param madeBy the line of code that wrote the operation
   * @param notFinite how many of its entries are no finite numbers
   * @param entries how many it has
   * @param largest magnitude of the finite ones
   */
  public record Value(
      String part, String operation, String madeBy, long notFinite, long entries, double largest) {}

  /** The first value that is not finite; those that it was computed from all are. */
  public Optional<Value> firstNotFinite() {
    return values.stream().filter(value -> value.notFinite() > 0).findFirst();
  }

  /** The worst of each part, in the order of the forward pass. */
  public List<Value> parts() {
    Map<String, Value> worst = new LinkedHashMap<>();
    for (Value value : values) {
      worst.merge(
          value.part(),
          value,
          (before, next) ->
              next.notFinite() > before.notFinite()
                      || (next.notFinite() == before.notFinite()
                          && next.largest() > before.largest())
                  ? next
                  : before);
    }
    return List.copyOf(worst.values());
  }

  /**
   * Looks at a batch.
   *
   * @param feeds what its goal is fed, and maybe more
   */
  static Trace of(Backend backend, Goal goal, Adam adam, Map<String, Array> feeds) {
    List<Tensor> nodes =
        Traversal.inputsFirst(List.of(goal.loss())).stream()
            .filter(node -> node.type().dtype() == DType.FLOAT32)
            .filter(node -> !(node.op() instanceof Op.Constant))
            .toList();
    Map<String, Tensor> gradients = new StepPrograms(goal, adam).gradients();
    List<Tensor> fetches = new ArrayList<>();
    for (Tensor node : nodes) {
      Tensor magnitude = node.absolute();
      Tensor finite = magnitude.less(Tensor.constant(Float.POSITIVE_INFINITY)); // not so if NaN
      fetches.add(finite.choose(Tensor.constant(0), Tensor.constant(1)).sumAll());
      fetches.add(largest(finite.choose(magnitude, Tensor.constant(0))));
    }
    gradients.values().forEach(gradient -> fetches.add(gradient.square().sumAll()));
    Program program = Program.of("trace", fetches);
    Map<String, Array> fed = new LinkedHashMap<>(feeds);
    fed.keySet().retainAll(program.inputs().keySet());
    try (Executable executable = backend.compile(program)) {
      return read(nodes, List.copyOf(gradients.keySet()), executable.run(fed));
    }
  }

  private static Trace read(List<Tensor> nodes, List<String> trained, List<Array> fetched) {
    Map<Tensor, String> parts = ModelParts.places(nodes);
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      Tensor node = nodes.get(i);
      values.add(
          new Value(
              parts.getOrDefault(node, ""),
              operation(node),
              node.madeBy().getFileName() + ":" + node.madeBy().getLineNumber(),
              (long) number(fetched, NUMBERS * i),
              node.shape().elements(),
              number(fetched, NUMBERS * i + 1)));
    }
    Map<String, Double> squares = new LinkedHashMap<>();
    for (int i = 0; i < trained.size(); i++) {
      double square = number(fetched, NUMBERS * nodes.size() + i);
      squares.merge(ModelParts.place(trained.get(i)), square, Double::sum);
    }
    squares.replaceAll((part, square) -> Math.sqrt(square));
    return new Trace(values, squares);
  }

  private static double number(List<Array> fetched, int at) {
    return fetched.get(at).floats()[0];
  }

  private static Tensor largest(Tensor magnitude) {
    return magnitude.max(IntStream.range(0, magnitude.shape().rank()).toArray()).reshape();
  }

  private static String operation(Tensor node) {
    if (node.op() instanceof Op.Input input) {
      return "input " + input.name();
    }
    if (node.op() instanceof Op.Parameter parameter) {
      return "parameter " + parameter.path();
    }
    return node.op() instanceof Op.Call call
        ? call.composite().name()
        : node.op().getClass().getSimpleName();
  }
}
