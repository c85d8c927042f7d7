package io.d2v.core.model;

import io.d2v.api.AttentionBias;
import io.d2v.api.TargetBuilder.Layer;
import io.d2v.api.Tokens;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Recomputation;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.core.model.TransformerSettings.Norm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The transformer encoder that student and teacher share the shape of (Vaswani et al. 2017).
 *
 * @param memory what training holds of a block
 */
public record Transformer(TransformerSettings settings, Memory memory) {
  /** What stands for minus infinity: its exponential is 0 in float32. */
  private static final double NEVER = -1e9;

  /**
   * What a transformer computed.
   *
   * @param layers every block's values at the wanted tokens, lowest first
   * @param last the last block's output, after the final layer norm of a pre-norm transformer:
   *     {@code [batch, wanted, width]}
   */
  public record Output(List<Layer> layers, Tensor last) {}

  /**
   * What the attention weights of a block are shown as to who watches its scope, after the
   * transformer's path: {@code [batch, heads, extra + tokens, extra + tokens]}, each row of which
   * sums to 1.
   *
   * @param block counted from 0
   */
  public static String weightsOf(int block) {
    return ".blocks." + block + "." + Block.ATTENTION + Attention.WEIGHTS;
  }

  /** Whether this is what attention weights are shown as. */
  public static boolean isWeights(String shown) {
    return shown.endsWith("." + Block.ATTENTION + Attention.WEIGHTS);
  }

  /** One that keeps what its gradient needs. */
  public Transformer(TransformerSettings settings) {
    this(settings, Memory.KEEP);
  }

  /**
   * Runs the blocks. What follows the last block's attention is computed for the wanted tokens
   * alone.
   *
   * @param valid 1 for a token and 0 for padding, {@code [batch, tokens]} without extra tokens
   * @param wanted takes what is asked for, as many tokens of each sample: from {@code [batch, extra
   *     + tokens, width]} to {@code [batch, wanted, width]}
   */
  public Output apply(
      Scope scope, Tokens tokens, Optional<Tensor> valid, UnaryOperator<Tensor> wanted) {
    Optional<Tensor> padding = valid.map(v -> paddingBias(v, tokens.extra())); // [B, 1, 1, T]
    AttentionBias between = between(tokens);
    Optional<Tensor> shared =
        between instanceof AttentionBias.Shared bias
            ? Optional.of(bias.bias(settings.heads()))
            : Optional.empty(); // [H, T, T]
    Memory held = scope.isTraining() ? memory : Memory.KEEP;
    List<Layer> layers = new ArrayList<>();
    Tensor x = scope.dropout("input", tokens.values(), settings.dropout()); // [B, T, D]
    for (int i = 0; i < settings.layers(); i++) {
      Scope here = scope.child("blocks").child(Integer.toString(i));
      Optional<Tensor> own =
          between instanceof AttentionBias.PerBlock bias
              ? Optional.of(bias.bias(here, settings.heads()))
              : shared;
      boolean last = i == settings.layers() - 1;
      UnaryOperator<Tensor> within = last ? wanted : UnaryOperator.identity();
      UnaryOperator<Tensor> after = last ? UnaryOperator.identity() : wanted;
      Layer layer = run(new Block(settings, held, i, within), here, x, sum(own, padding));
      Tensor without = within.apply(x); // [B, T or W, D]
      x = here.sometimes("layer_drop", 1 - settings.layerDrop(), layer.output(), without);
      layers.add(new Layer(after.apply(layer.feedForward()), after.apply(x))); // [B, W, D]
    }
    return new Output(
        layers, settings.norm() == Norm.PRE ? scope.layerNorm("norm", x, settings.epsilon()) : x);
  }

  private static Layer run(Block block, Scope scope, Tensor x, Optional<Tensor> bias) {
    if (block.memory() != Memory.RECOMPUTE) {
      return block.apply(scope, x, bias);
    }
    List<Tensor> results =
        Recomputation.of(
            "transformer_block",
            Stream.concat(Stream.of(x), bias.stream()).toList(),
            in -> {
              Layer layer = block.apply(scope, in.get(0), in.stream().skip(1).findFirst());
              return List.of(layer.feedForward(), layer.output());
            });
    return new Layer(results.get(0), results.get(1));
  }

  /** The bias as one that is shared or of each block, 0 for extra tokens. */
  private static AttentionBias between(Tokens tokens) {
    if (!(tokens.bias() instanceof AttentionBias.OfPlaces some)) {
      return tokens.bias();
    }
    int count = tokens.values().shape().size(1) - tokens.extra();
    int[] front = {0, 0, tokens.extra(), tokens.extra()};
    int[] none = {0, 0, 0, 0};
    AttentionBias found = some.at(tokens.places().orElseGet(() -> all(count)));
    if (found instanceof AttentionBias.Shared shared) {
      return (AttentionBias.Shared) heads -> shared.bias(heads).pad(front, none);
    }
    if (found instanceof AttentionBias.PerBlock each) {
      return (AttentionBias.PerBlock) (block, heads) -> each.bias(block, heads).pad(front, none);
    }
    return found;
  }

  private static Tensor all(int tokens) {
    float[] numbers = new float[tokens];
    for (int i = 0; i < tokens; i++) {
      numbers[i] = i;
    }
    return Tensor.constant(Array.of(Shape.of(1, tokens), numbers)); // [1, T]
  }

  private static Tensor paddingBias(Tensor valid, int extra) {
    int batch = valid.shape().size(0);
    Tensor bias = valid.plus(-1).times(-NEVER); // [B, T]: 0 or NEVER
    return bias.pad(new int[] {0, extra}, new int[] {0, 0}).reshape(batch, 1, 1, -1);
  }

  private static Optional<Tensor> sum(Optional<Tensor> a, Optional<Tensor> b) {
    return a.isPresent() && b.isPresent() ? Optional.of(a.get().plus(b.get())) : a.or(() -> b);
  }
}
