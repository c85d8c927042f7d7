package io.d2v.testkit;

import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Cases that belong together. */
class CaseList {
  private final List<GraphCase> cases = new ArrayList<>();

  final List<GraphCase> cases() {
    return List.copyOf(cases);
  }

  final void add(
      Class<? extends Op> op,
      String name,
      Function<List<Tensor>, Tensor> graph,
      Operand... operands) {
    cases.add(new GraphCase(name, op, List.of(operands), graph));
  }
}
