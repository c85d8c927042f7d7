package io.d2v.core.train;

import io.d2v.api.backend.Program;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.Traversal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * To which part of the model each node of a step belongs. A node belongs where the parameter is
 * that it was last computed with: the sum of two residuals to the norm, feed-forward or attention
 * before it.
 */
final class ModelParts {
  private static final Pattern PATH =
      Pattern.compile(
          "(?<root>[^.]+)\\.(transformer\\.blocks\\.\\d+\\.(?<block>[a-z]+)|(?<room>[^.]+))");

  /** Of nodes before any parameter. */
  private static final String INPUT = "input";

  private final Map<Tensor, String> parts = new HashMap<>();

  private ModelParts() {}

  /** The parts of a step, whose fetches begin with the loss. */
  static ModelParts of(Program step) {
    ModelParts found = new ModelParts();
    Set<Tensor> forward = new HashSet<>(Traversal.inputsFirst(List.of(step.fetches().get(0))));
    labels(step.nodes(), ModelParts::part)
        .forEach(
            (node, label) ->
                found.parts.put(node, forward.contains(node) ? label : "backward of " + label));
    step.updates().values().forEach(update -> found.parts.put(update, "update"));
    return found;
  }

  /** The same for each block of its own, of nodes that come after their inputs. */
  static Map<Tensor, String> places(List<Tensor> nodes) {
    return labels(nodes, ModelParts::place);
  }

  private static Map<Tensor, String> labels(
      List<Tensor> nodes, Function<String, String> ofParameter) {
    Map<Tensor, String> labels = new HashMap<>();
    nodes.forEach(node -> labels.put(node, label(node, labels, ofParameter)));
    return labels;
  }

  String of(Tensor node) {
    return parts.getOrDefault(node, INPUT);
  }

  private static String label(
      Tensor node, Map<Tensor, String> labels, Function<String, String> ofParameter) {
    if (node.op() instanceof Op.Parameter parameter) {
      return ofParameter.apply(parameter.path());
    }
    String label = INPUT;
    for (Tensor input : node.inputs()) {
      String of = labels.getOrDefault(input, INPUT);
      boolean parameter = input.op() instanceof Op.Parameter;
      if (label.equals(INPUT) || (parameter && !of.equals(INPUT))) {
        label = of;
      }
    }
    return label;
  }

  /** Where a parameter is: {@code student.transformer.blocks.3.attention}. */
  static String place(String path) {
    Matcher matcher = PATH.matcher(path);
    return matcher.lookingAt() ? matcher.group() : path;
  }

  /** Root and room of a parameter: {@code student attention} of all blocks together. */
  private static String part(String path) {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.lookingAt()) {
      return path;
    }
    String room = matcher.group("block");
    return matcher.group("root") + " " + (room == null ? matcher.group("room") : room);
  }
}
