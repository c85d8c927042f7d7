package io.d2v.testkit;

import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.Traversal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A graph with the body of every composite written out. */
final class Unfused {
  private Unfused() {}

  static Tensor of(Tensor root) {
    Map<Tensor, Tensor> bodies = new HashMap<>();
    for (Tensor node : Traversal.inputsFirst(List.of(root))) {
      if (node.op() instanceof Op.Call call) {
        bodies.put(node, of(body(call, Traversal.replacing(node.inputs(), bodies))));
      }
    }
    return Traversal.replacing(List.of(root), bodies).get(0);
  }

  private static Tensor body(Op.Call call, List<Tensor> arguments) {
    Map<Tensor, Tensor> actual = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      actual.put(call.composite().formals().get(i), arguments.get(i));
    }
    Tensor result = call.composite().results().get(call.result());
    return Traversal.replacing(List.of(result), actual).get(0);
  }
}
