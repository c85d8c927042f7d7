package io.d2v.vision;

import io.d2v.api.AttentionBias;
import io.d2v.api.Encoder;
import io.d2v.api.Example;
import io.d2v.api.Grid;
import io.d2v.api.Mixed;
import io.d2v.api.Mixing;
import io.d2v.api.Sample;
import io.d2v.api.Tokens;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.vision.PatchSettings.Positions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Square patches of an image as tokens (ViT, Dosovitskiy et al. 2020), with BEiT's positions. */
final class PatchEncoder implements Encoder {
  static final String PIXELS = "pixels";

  private final PatchSettings settings;
  private final Pictures pictures;

  PatchEncoder(PatchSettings settings) {
    this.settings = settings;
    this.pictures = new Pictures(settings);
  }

  @Override
  public Grid grid() {
    return Grid.plane(settings.side(), settings.side());
  }

  @Override
  public Map<String, TensorType> inputs() {
    return Map.of(
        PIXELS,
        TensorType.float32(settings.channels(), settings.imageSize(), settings.imageSize()));
  }

  @Override
  public Example prepare(Sample sample, Phase phase, RandomGenerator random) throws IOException {
    float[] pixels = pictures.prepare(sample, phase, random);
    Shape shape = Shape.of(settings.channels(), settings.imageSize(), settings.imageSize());
    return new Example(Map.of(PIXELS, Array.of(shape, pixels)), grid().tokens());
  }

  @Override
  public Mixed mix(
      Example first, Example second, Mixing how, double share, RandomGenerator random) {
    return new PixelMix(settings.channels(), settings.imageSize(), settings.imageSize())
        .mix(first, second, how, share, random);
  }

  @Override
  public Tensor embed(Scope scope, Map<String, Tensor> inputs, int width) {
    int side = settings.side();
    int patch = settings.patch();
    int channels = settings.channels();
    Tensor pixels = Objects.requireNonNull(inputs.get(PIXELS)); // [B, C, S * P, S * P]
    int batch = pixels.shape().size(0);
    Tensor patches =
        pixels
            .reshape(batch, channels, side, patch, side, patch)
            .transpose(0, 2, 4, 1, 3, 5) // [B, S, S, C, P, P]
            .reshape(batch, side * side, channels * patch * patch);
    Scope here = scope.child("patch_embed");
    double bound = Math.sqrt(6.0 / (width + channels * patch * patch)); // Xavier over a patch
    Tensor weight =
        here.parameter("weight", new Init.Uniform(-bound, bound), width, channels, patch, patch);
    return Nn.linear(
        patches, weight.reshape(width, -1), here.parameter("bias", Init.zeros(), width)); // [B,T,D]
  }

  @Override
  public Tokens position(Scope scope, Tensor tokens, Map<String, Tensor> inputs) {
    int batch = tokens.shape().size(0);
    int width = tokens.shape().last();
    Tensor placed =
        settings.positions() == Positions.SINCOS
            ? tokens.plus(Tensor.constant(fixedPositions(width).orElseThrow()))
            : tokens; // [B, T, D]
    if (!settings.classToken()) {
      return new Tokens(normalized(scope, learned(scope, placed)), 0, bias(scope));
    }
    Init beginning = new Init.Normal(0, settings.classDeviation());
    Tensor token = scope.parameter("cls_token", beginning, 1, 1, width);
    Tensor first = token.broadcast(batch, 1, width); // [B, 1, D]
    Tensor all = Tensor.concatenate(1, List.of(first, placed)); // [B, 1 + T, D]
    return new Tokens(normalized(scope, learned(scope, all)), 1, bias(scope));
  }

  @Override
  public boolean mixesTokens() {
    return false;
  }

  @Override
  public Optional<Array> fixedPositions(int width) {
    return settings.positions() == Positions.SINCOS
        ? Optional.of(SinCos.positions(settings.side(), width))
        : Optional.empty();
  }

  @Override
  public TeacherRule teacher(String parameter) {
    // The reference averages its transformer alone, which holds the relative positions.
    return parameter.startsWith("rel_pos_bias.") || parameter.startsWith("output_norm.")
        ? TeacherRule.AVERAGE
        : TeacherRule.SHARE;
  }

  /** Learned positions are for the class token too. */
  private Tensor learned(Scope scope, Tensor tokens) {
    if (settings.positions() != Positions.LEARNED) {
      return tokens;
    }
    int count = tokens.shape().size(1);
    int width = tokens.shape().last();
    return tokens.plus(scope.parameter("pos_embed", new Init.Normal(0, 0.02), 1, count, width));
  }

  private Tensor normalized(Scope scope, Tensor tokens) {
    return settings.outputNorm()
        ? scope.layerNorm("output_norm", tokens, settings.normEpsilon())
        : tokens;
  }

  private AttentionBias bias(Scope scope) {
    RelativePositions relative = new RelativePositions(settings.side(), settings.classToken());
    return switch (settings.relativeBias()) {
      case NONE -> new AttentionBias.None();
      case SHARED -> (AttentionBias.Shared) heads -> relative.bias(scope, heads);
      case PER_BLOCK -> (AttentionBias.PerBlock) relative::bias;
    };
  }
}
