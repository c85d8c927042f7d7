package io.d2v.testkit;

import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * A small graph around one operation, with what to feed to it.
 *
 * @param name says what is special about it
 * @param op the operation that it is about
 * @param operands its inputs
 * @param graph writes the real result from the inputs
 */
public record GraphCase(
    String name,
    Class<? extends Op> op,
    List<Operand> operands,
    Function<List<Tensor>, Tensor> graph) {
  /** Copies the list. */
  public GraphCase {
    operands = List.copyOf(operands);
  }

  /** The inputs as tensors, named by their number. */
  public List<Tensor> inputs() {
    List<Tensor> inputs = new ArrayList<>();
    for (Operand operand : operands) {
      inputs.add(Tensor.input(Integer.toString(inputs.size()), operand.type()));
    }
    return inputs;
  }

  /** The result of these inputs. */
  public Tensor result(List<Tensor> inputs) {
    return graph.apply(inputs);
  }

  /** Entries for the inputs, by name; the same seed gives the same entries. */
  public Map<String, double[]> feeds(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, double[]> feeds = new LinkedHashMap<>();
    for (Operand operand : operands) {
      feeds.put(Integer.toString(feeds.size()), operand.draw(random));
    }
    return feeds;
  }

  @Override
  public String toString() {
    return op.getSimpleName() + ": " + name;
  }
}
