package io.d2v.testkit.reference;

import io.d2v.api.backend.Program;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One run of a program.
 *
 * @param workers sums over them
 */
record Run(Program program, Parameters parameters, Summing workers) {
  List<double[]> of(Map<String, double[]> feeds) {
    requireFed(feeds);
    program.parameters().forEach(this::requireWritten);
    List<Tensor> wanted = new ArrayList<>(program.fetches());
    wanted.addAll(program.updates().values());
    List<double[]> computed = new Interpreter(leaf -> leaf(leaf, feeds), workers).compute(wanted);
    int next = program.fetches().size();
    for (Map.Entry<String, Tensor> update : program.updates().entrySet()) {
      parameters.write(update.getKey(), update.getValue().type(), computed.get(next++));
    }
    return computed.subList(0, program.fetches().size());
  }

  private double[] leaf(Tensor leaf, Map<String, double[]> feeds) {
    return leaf.op() instanceof Op.Parameter parameter
        ? parameters.entries(parameter.path())
        : Objects.requireNonNull(feeds.get(((Op.Input) leaf.op()).name()));
  }

  private void requireFed(Map<String, double[]> feeds) {
    Map<String, TensorType> inputs = program.inputs();
    if (!inputs.keySet().equals(feeds.keySet())) {
      throw new IllegalArgumentException(
          "program "
              + program.name()
              + " takes "
              + inputs.keySet()
              + ", was fed "
              + feeds.keySet());
    }
    inputs.forEach(
        (name, type) -> {
          double[] fed = Objects.requireNonNull(feeds.get(name));
          if (fed.length != type.shape().elements()) {
            throw new IllegalArgumentException(
                "program "
                    + program.name()
                    + ": input "
                    + name
                    + " is "
                    + type
                    + ", was fed "
                    + fed.length
                    + " entries");
          }
        });
  }

  private void requireWritten(String path, TensorType type) {
    TensorType written = parameters.type(path);
    if (!written.equals(type)) {
      throw new IllegalArgumentException(
          "program "
              + program.name()
              + " reads parameter "
              + path
              + " as "
              + type
              + "; it is "
              + written);
    }
  }
}
