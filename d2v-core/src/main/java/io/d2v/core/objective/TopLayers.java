package io.d2v.core.objective;

import io.d2v.api.Default;
import io.d2v.api.Settings;
import io.d2v.api.TargetBuilder;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Tensor;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/**
 * The targets of data2vec: the values of the teacher's last layers, each normalised, averaged, and
 * normalised again. No weights, epsilon 1e-5, biased variance (the reference's {@code
 * data2vec_audio.py}, {@code data2vec_text.py} and {@code data2vec_vision.py}).
 */
record TopLayers(Choice choice) implements TargetBuilder {
  private static final double EPSILON = 1e-5;

  /** Which of a block's values is taken. */
  enum Source {
    /** The feed-forward part's result before the residual: audio, text. */
    FEED_FORWARD,
    /** The block's result. */
    BLOCK
  }

  /** Over what values are brought to zero mean and unit variance. */
  enum Normalize {
    /** Left as they are. */
    NONE,
    /** Over the channels of a token. */
    LAYER,
    /** Over the tokens of a sample, each channel by itself. */
    INSTANCE,
    /** Over all tokens of a batch, each channel by itself. */
    BATCH;

    boolean perToken() {
      return this == NONE || this == LAYER;
    }
  }

  /** Whether padded tokens count where tokens are normalised over. */
  enum Padding {
    /** They do, as in the reference: a sample's targets depend on what it is padded to. */
    COUNTS,
    /** They are left out. */
    LEFT_OUT
  }

  /**
   * The recipe's {@code targets} section.
   *
   * @param layers how many of the last layers targets are the mean of
   * @param source which of a block's values
   * @param each how a layer's values are normalised
   * @param mean how their average is normalised
   * @param padding whether padded tokens count where tokens are normalised over
   */
  record Choice(
      int layers,
      @Default("feed_forward") Source source,
      @Default("layer") Normalize each,
      @Default("none") Normalize mean,
      @Default("counts") Padding padding) {
    Choice {
      if (layers < 1) {
        throw new IllegalArgumentException("layers is at least 1");
      }
    }
  }

  @Override
  public Tensor targets(List<Layer> teacher, Optional<Tensor> valid) {
    if (choice.layers() > teacher.size()) {
      throw new IllegalArgumentException(
          "targets average "
              + choice.layers()
              + " layers, but the transformer has "
              + teacher.size());
    }
    Optional<Tensor> weight =
        valid
            .filter(v -> choice.padding() == Padding.LEFT_OUT)
            .map(v -> v.reshape(v.shape().size(0), -1, 1)); // [B, T, 1]
    Tensor sum =
        teacher.subList(teacher.size() - choice.layers(), teacher.size()).stream()
            .map(layer -> normalized(value(layer), choice.each(), weight)) // [B, T, D]
            .reduce(Tensor::plus)
            .orElseThrow();
    return normalized(sum.times(1.0 / choice.layers()), choice.mean(), weight); // [B, T, D]
  }

  @Override
  public boolean perToken() {
    return choice.each().perToken() && choice.mean().perToken();
  }

  private Tensor value(Layer layer) {
    return choice.source() == Source.BLOCK ? layer.output() : layer.feedForward();
  }

  private static Tensor normalized(Tensor x, Normalize how, Optional<Tensor> weight) {
    return switch (how) {
      case NONE -> x;
      case LAYER -> Nn.standardize(x, EPSILON, -1);
      case INSTANCE -> overTokens(x, weight, 1);
      case BATCH -> overTokens(x, weight, 0, 1);
    };
  }

  private static Tensor overTokens(Tensor x, Optional<Tensor> weight, int... axes) {
    return weight
        .map(w -> Nn.standardizeWeighted(x, w, EPSILON, axes))
        .orElseGet(() -> Nn.standardize(x, EPSILON, axes));
  }

  static TargetBuilder from(Settings settings) {
    return new TopLayers(settings.as(Choice.class, MethodHandles.lookup()));
  }
}
