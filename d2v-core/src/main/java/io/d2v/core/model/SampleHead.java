package io.d2v.core.model;

import io.d2v.api.graph.DType;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Tensor;
import io.d2v.core.model.TaskSettings.Pooling;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One answer for a sample: its tokens pooled, and a linear layer for classes or numbers. */
record SampleHead(TaskSettings settings, double epsilon) implements TaskHead {
  @Override
  public Map<String, Tensor> apply(Scope root, Read read) {
    Scope scope = TaskHead.scope(root);
    int width = read.last().shape().last();
    Tensor pooled = settings.pooling() == Pooling.MEAN ? mean(read) : first(read); // [B, D]
    if (settings.norm()) {
      pooled = scope.layerNorm("norm", pooled, epsilon); // [B, D]
    }
    if (settings.hidden()) {
      pooled = scope.linear("hidden", pooled, width).tanh(); // [B, D]
    }
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put(POOLED, pooled);
    if (settings.outputs() > 0) {
      Tensor kept = scope.dropout("dropout", pooled, settings.dropout()); // [B, D]
      results.put(LOGITS, scope.linear("out", kept, settings.outputs())); // [B, outputs]
    }
    return results;
  }

  @Override
  public Optional<Tensor> loss(Tensor logits, Tensor labels, Optional<Tensor> valid) {
    return switch (settings.kind()) {
      case CLASSES ->
          Optional.of(
              labels.type().dtype() == DType.FLOAT32
                  ? CrossEntropy.ofShares(logits, labels)
                  : CrossEntropy.of(logits, labels));
      case NUMBERS -> {
        Tensor wanted = labels.cast(DType.FLOAT32).reshape(logits.shape().sizes());
        yield Optional.of(logits.minus(wanted).square().mean(0, 1).reshape());
      }
      default -> Optional.empty();
    };
  }

  private static Tensor first(Read read) {
    Tensor last = read.last();
    return last.range(1, 0, 1).reshape(last.shape().size(0), last.shape().last()); // [B, D]
  }

  private static Tensor mean(Read read) {
    int batch = read.last().shape().size(0);
    int tokens = read.last().shape().size(1) - read.extra();
    Tensor own = read.last().range(1, read.extra(), tokens); // [B, T, D]
    return read.valid()
        .map(v -> own.times(v.dividedBy(v.sum(1)).reshape(batch, tokens, 1)).sum(1)) // [B, 1, D]
        .orElseGet(() -> own.mean(1)) // [B, 1, D]
        .reshape(batch, -1);
  }
}
