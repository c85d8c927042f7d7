package io.d2v.testkit.plugin;

import io.d2v.api.TargetBuilder;
import io.d2v.api.graph.Nn;
import io.d2v.testkit.TargetBuilderContract;

class MeanOfLayersContractTest extends TargetBuilderContract {
  @Override
  protected TargetBuilder targets() {
    return (teacher, valid) ->
        Nn.standardize(
            teacher.get(0).feedForward().plus(teacher.get(1).output()), 1e-5, -1); // [B, T, D]
  }
}
