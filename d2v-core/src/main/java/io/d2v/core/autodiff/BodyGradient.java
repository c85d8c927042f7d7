package io.d2v.core.autodiff;

import io.d2v.api.graph.Composite;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.Traversal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;

/**
 * The gradient of a call of a composite without a gradient of its own. The body is differentiated
 * by itself, since one argument may depend on another; then the arguments take the places of the
 * formal inputs.
 *
 * <p>Of a recomputed composite, arguments take their places only once the gradients of the results
 * are there. What depends on parameters alone, such as a cast of them, is the same node as on the
 * way forward, so parameters need not wait.
 */
final class BodyGradient {
  private final Composite composite;
  private final List<Tensor> results = new ArrayList<>();
  private final List<Tensor> placeholders = new ArrayList<>();
  private final Map<Tensor, Tensor> replacements = new HashMap<>();

  /**
   * A gradient.
   *
   * @param upstreams by number of the result, the loss's gradient towards it
   */
  BodyGradient(Composite composite, List<Tensor> arguments, SortedMap<Integer, Tensor> upstreams) {
    this.composite = composite;
    upstreams.forEach(this::addResult);
    for (int i = 0; i < arguments.size(); i++) {
      replacements.put(composite.formals().get(i), inPlace(arguments.get(i), upstreams.values()));
    }
  }

  private Tensor inPlace(Tensor argument, Collection<Tensor> upstreams) {
    if (!composite.isRecomputed() || argument.op() instanceof Op.Parameter) {
      return argument;
    }
    Tensor waiting = argument;
    for (Tensor upstream : upstreams) {
      waiting = waiting.after(upstream);
    }
    return waiting;
  }

  private void addResult(int result, Tensor upstream) {
    Tensor placeholder = Tensor.input("upstream." + result, upstream.type());
    results.add(composite.results().get(result));
    placeholders.add(placeholder);
    replacements.put(placeholder, upstream);
  }

  /** Towards those of the asked inputs that the results depend on, by number. */
  Map<Integer, Tensor> towards(List<Integer> inputs) {
    List<Tensor> asked = inputs.stream().map(composite.formals()::get).toList();
    Map<Tensor, Tensor> gradients = new Backward(asked).from(results, placeholders);
    List<Integer> reached =
        inputs.stream().filter(i -> gradients.containsKey(composite.formals().get(i))).toList();
    List<Tensor> written =
        Traversal.replacing(
            reached.stream()
                .map(i -> Objects.requireNonNull(gradients.get(composite.formals().get(i))))
                .toList(),
            replacements);
    Map<Integer, Tensor> byInput = new HashMap<>();
    for (int i = 0; i < written.size(); i++) {
      byInput.put(reached.get(i), written.get(i));
    }
    return byInput;
  }
}
