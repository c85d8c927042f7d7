package io.d2v.testkit;

import io.d2v.api.graph.Composite;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.Traversal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** The gradients that the composites of a case write themselves, and what to feed to them. */
record OwnGradients(List<Tensor> written, Map<String, double[]> feeds) {
  static OwnGradients of(GraphCase each, long seed) {
    List<Tensor> written = new ArrayList<>();
    Map<String, double[]> feeds = new LinkedHashMap<>(each.feeds(seed));
    for (Tensor node : Traversal.inputsFirst(List.of(each.result(each.inputs())))) {
      Optional<Composite.Gradient> own =
          node.op() instanceof Op.Call call ? call.composite().gradient() : Optional.empty();
      if (own.isPresent()) {
        Tensor upstream = Tensor.input("upstream " + feeds.size(), node.type());
        // Another seed than the inputs': an upstream equal to x has a gradient of rounding errors.
        Operand drawn = Operand.real(node.shape().sizes());
        feeds.put("upstream " + feeds.size(), drawn.draw(new SplittableRandom(seed + 1)));
        written.addAll(own.get().of(node.inputs(), node, upstream));
      }
    }
    return new OwnGradients(written, feeds);
  }
}
