package io.d2v.core.model;

import io.d2v.api.TargetBuilder.Layer;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Recomputation;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Tensor;
import io.d2v.core.model.TransformerSettings.Norm;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One transformer block: attention, then feed-forward, each with a residual.
 *
 * @param memory what is held of it, by itself KEEP where there is no gradient
 * @param wanted takes the tokens that its results are for: of T that attend, W
 */
record Block(TransformerSettings settings, Memory memory, int index, UnaryOperator<Tensor> wanted) {
  static final String ATTENTION = "attention";

  Layer apply(Scope scope, Tensor x, Optional<Tensor> bias) {
    return settings.norm() == Norm.POST ? postNorm(scope, x, bias) : preNorm(scope, x, bias);
  }

  private Layer preNorm(Scope scope, Tensor x, Optional<Tensor> bias) {
    Tensor heard = attend(scope, normalize(scope, "norm1", x), bias); // [B, W, D]
    Tensor attended = scaled(scope, "scale1", heard); // [B, W, D]
    Tensor middle = wanted.apply(x).plus(dropPath(scope, "path1", attended)); // [B, W, D]
    Tensor fed = feedForward(scope, normalize(scope, "norm2", middle)); // [B, W, D]
    Tensor added = scaled(scope, "scale2", fed); // [B, W, D]
    return new Layer(added, middle.plus(dropPath(scope, "path2", added)));
  }

  private Layer postNorm(Scope scope, Tensor x, Optional<Tensor> bias) {
    Tensor attended = scaled(scope, "scale1", attend(scope, x, bias)); // [B, W, D]
    Tensor summed = wanted.apply(x).plus(dropPath(scope, "path1", attended)); // [B, W, D]
    Tensor middle = normalize(scope, "norm1", summed); // [B, W, D]
    Tensor added = scaled(scope, "scale2", feedForward(scope, middle)); // [B, W, D]
    Tensor output = normalize(scope, "norm2", middle.plus(dropPath(scope, "path2", added)));
    return new Layer(added, output);
  }

  private Tensor attend(Scope scope, Tensor x, Optional<Tensor> bias) {
    Tensor attended =
        new Attention(settings, memory, weights(), lastOfBranch())
            .apply(scope.child(ATTENTION), x, bias, wanted); // [B, W, D]
    return scope.dropout("attention_dropout", attended, settings.dropout());
  }

  private Tensor feedForward(Scope scope, Tensor x) {
    Scope here = scope.child("mlp");
    int middle = settings.feedForwardWidth();
    Tensor weight = here.child("up").parameter("weight", weights(), middle, settings.width());
    Tensor up = Nn.project(x, weight); // [B, W, F]
    Tensor down =
        memory == Memory.SELECTIVE
            ? Recomputation.of("feed_forward", List.of(up), in -> List.of(down(here, in.get(0))))
                .get(0)
            : down(here, up); // [B, W, D]
    return here.dropout("dropout", down, settings.dropout());
  }

  private Tensor down(Scope here, Tensor up) {
    Tensor bias = here.child("up").parameter("bias", Init.zeros(), settings.feedForwardWidth());
    Tensor active = Nn.gelu(up.plus(bias)); // [B, W, F]
    Tensor kept = here.dropout("activation", active, settings.activationDropout());
    return here.linear("down", kept, settings.width(), lastOfBranch()); // [B, W, D]
  }

  private Tensor normalize(Scope scope, String name, Tensor x) {
    return scope.layerNorm(name, x, settings.epsilon());
  }

  private Tensor scaled(Scope scope, String name, Tensor branch) {
    return settings
        .layerScale()
        .map(
            first ->
                branch.times(scope.parameter(name, new Init.Constant(first), settings.width())))
        .orElse(branch);
  }

  private Tensor dropPath(Scope scope, String name, Tensor branch) {
    double share = settings.layers() == 1 ? 1 : (double) index / (settings.layers() - 1);
    return scope.dropPath(name, branch, settings.dropPath() * share);
  }

  private Init weights() {
    return weights(1);
  }

  private Init lastOfBranch() {
    return weights(Math.sqrt(2.0 * (index + 1)));
  }

  private Init weights(double divisor) {
    return switch (settings.init()) {
      case XAVIER -> new Init.Xavier(1);
      case BERT -> new Init.Normal(0, 0.02);
      case BEIT -> new Init.Truncated(0, 0.02 / divisor, -0.04 / divisor, 0.04 / divisor);
    };
  }
}
