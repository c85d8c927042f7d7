package io.d2v.core.model;

import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Tensor;
import java.util.Map;
import java.util.Optional;

/** Scores of letters and blank at each token, for connectionist temporal classification. */
record LetterHead(int letters) implements TaskHead {
  @Override
  public Map<String, Tensor> apply(Scope root, Read read) {
    int tokens = read.last().shape().size(1) - read.extra();
    Tensor own = read.last().range(1, read.extra(), tokens); // [B, T, D]
    return Map.of(LOGITS, TaskHead.scope(root).linear("out", own, letters)); // [B, T, letters]
  }

  @Override
  public Optional<Tensor> loss(Tensor logits, Tensor labels) {
    return Optional.empty();
  }
}
