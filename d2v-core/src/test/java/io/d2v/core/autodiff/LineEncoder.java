package io.d2v.core.autodiff;

import io.d2v.api.AttentionBias;
import io.d2v.api.Encoder;
import io.d2v.api.Example;
import io.d2v.api.Grid;
import io.d2v.api.Sample;
import io.d2v.api.Tokens;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** Three numbers a token, and every way to say where tokens lie. */
record LineEncoder(boolean padded, boolean biasForEachBlock, int extra) implements Encoder {
  static final int TOKENS = 5;

  static LineEncoder of(boolean padded, int extra) {
    return new LineEncoder(padded, padded, extra);
  }

  @Override
  public Grid grid() {
    return Grid.line(TOKENS);
  }

  @Override
  public Map<String, TensorType> inputs() {
    return Map.of("line", TensorType.float32(TOKENS, 3));
  }

  @Override
  public Example prepare(Sample sample, Phase phase, RandomGenerator random) {
    throw new UnsupportedOperationException("used in the graph alone");
  }

  @Override
  public Tensor embed(Scope scope, Map<String, Tensor> inputs, int width) {
    Tensor line = Objects.requireNonNull(inputs.get("line")); // [B, T, 3]
    return scope.linear("project", line, width); // [B, T, D]
  }

  @Override
  public Tokens position(Scope scope, Tensor tokens, Map<String, Tensor> inputs) {
    int width = tokens.shape().last();
    int batch = tokens.shape().size(0);
    int all = TOKENS + extra;
    Tensor values = tokens; // [B, T, D]
    if (extra > 0) {
      Tensor first = scope.parameter("first", Init.zeros(), 1, extra, width);
      values = Tensor.concatenate(1, List.of(first.broadcast(batch, extra, width), tokens));
    }
    Tensor places = scope.parameter("places", Init.zeros(), all, width);
    return new Tokens(values.plus(places), extra, bias(scope, all));
  }

  private AttentionBias bias(Scope scope, int all) {
    if (biasForEachBlock) {
      return (AttentionBias.PerBlock)
          (block, heads) -> block.parameter("bias", Init.zeros(), heads, all, all);
    }
    return (AttentionBias.Shared) heads -> scope.parameter("bias", Init.zeros(), heads, all, all);
  }
}
