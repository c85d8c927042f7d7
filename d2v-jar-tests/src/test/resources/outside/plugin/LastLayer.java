package org.example.plugin;

import io.d2v.api.TargetBuilder;
import io.d2v.api.graph.Tensor;
import java.util.List;
import java.util.Optional;

final class LastLayer implements TargetBuilder {
  @Override
  public Tensor targets(List<Layer> teacher, Optional<Tensor> valid) {
    return teacher.get(teacher.size() - 1).output(); // [batch, tokens, width]
  }
}
