package io.d2v.core.model;

import io.d2v.api.graph.Init;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Tensor;
import java.util.Map;
import java.util.Optional;

/**
 * Scores of words at each token; the last matrix is the embedding's (RoBERTa's {@code lm_head}).
 */
record WordHead(String table, int words, double epsilon) implements TaskHead {
  @Override
  public Map<String, Tensor> apply(Scope root, Read read) {
    Scope scope = TaskHead.scope(root);
    int width = read.last().shape().last();
    int tokens = read.last().shape().size(1) - read.extra();
    Tensor own = read.last().range(1, read.extra(), tokens); // [B, T, D]
    Tensor hidden = Nn.gelu(scope.linear("hidden", own, width)); // [B, T, D]
    Tensor normal = scope.layerNorm("norm", hidden, epsilon); // [B, T, D]
    Tensor matrix = root.parameter(table, new Init.Normal(0, 0.02), words, width); // [W, D]
    Tensor bias = scope.child("out").parameter("bias", Init.zeros(), words); // [W]
    return Map.of(LOGITS, Nn.linear(normal, matrix, bias)); // [B, T, W]
  }

  @Override
  public Optional<Tensor> loss(Tensor logits, Tensor labels, Optional<Tensor> valid) {
    return Optional.of(CrossEntropy.of(logits, labels));
  }
}
