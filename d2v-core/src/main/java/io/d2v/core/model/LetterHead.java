package io.d2v.core.model;

import io.d2v.api.graph.DType;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Shape;
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
    Tensor each = Nn.ctcLoss(logits, labels, frames(logits, valid), blank); // [B, 1]
    if (reduction == Reduction.SUM) {
      return Optional.of(each.sumAll());
    }
    Tensor count = count(labels).maximum(Tensor.constant(1)); // [B, 1]
    return Optional.of(each.dividedBy(count).mean(0, 1).reshape());
  }

  private static Tensor frames(Tensor logits, Optional<Tensor> valid) {
    int all = logits.shape().size(1);
    return valid
        .map(v -> v.sum(1))
        .orElseGet(() -> Tensor.filled(all, Shape.of(logits.shape().size(0), 1))); // [B, 1]
  }

  private static Tensor count(Tensor labels) {
    Tensor none = labels.cast(DType.FLOAT32).less(Tensor.constant(-0.5)); // [B, L]
    return none.choose(Tensor.filled(0, none.shape()), Tensor.filled(1, none.shape())).sum(1);
  }
}
