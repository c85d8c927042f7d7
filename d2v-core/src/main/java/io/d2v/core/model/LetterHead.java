package io.d2v.core.model;

import io.d2v.api.graph.DType;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Tensor;
import io.d2v.core.model.TaskSettings.Reduction;
import java.util.Map;
import java.util.Optional;

/** Scores of letters and blank at each token, for connectionist temporal classification. */
record LetterHead(int letters, int blank, Reduction reduction, double dropout) implements TaskHead {
  @Override
  public Map<String, Tensor> apply(Scope root, Read read) {
    int tokens = read.last().shape().size(1) - read.extra();
    Tensor own = read.last().range(1, read.extra(), tokens); // [B, T, D]
    Scope scope = TaskHead.scope(root);
    Tensor heard = scope.dropout("dropout", own, dropout); // [B, T, D]
    return Map.of(LOGITS, scope.linear("out", heard, letters)); // [B, T, letters]
  }

  @Override
  public boolean sumsLosses() {
    return reduction == Reduction.SUM;
  }

  @Override
  public Optional<Tensor> loss(Tensor logits, Tensor labels, Optional<Tensor> valid) {
    Tensor each = Ctc.of(logits, labels, valid, blank); // [B, 1]
    if (reduction == Reduction.SUM) {
      return Optional.of(each.sumAll());
    }
    Tensor count = Ctc.count(labels.cast(DType.FLOAT32)).maximum(Tensor.constant(1)); // [B, 1]
    return Optional.of(each.dividedBy(count).mean(0, 1).reshape());
  }
}
