package io.d2v.api.graph;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is one thing to people: layers as named composites over the primitives. */
public final class Nn {
  private Nn() {}

  /**
   * {@code x weightᵀ + bias}.
   *
   * @param x {@code [..., in]}
   * @param weight {@code [out, in]}
   * @param bias {@code [out]}
   * @return {@code [..., out]}
   */
  public static Tensor linear(Tensor x, Tensor weight, Tensor bias) {
    return project(x, weight).plus(bias);
  }

  /**
   * {@code x weightᵀ}, as one matrix product over all rows.
   *
   * @param x {@code [..., in]}
   * @param weight {@code [out, in]}
   * @return {@code [..., out]}
   */
  public static Tensor project(Tensor x, Tensor weight) {
    int[] sizes = x.shape().with(-1, weight.shape().size(0)).sizes();
    return x.reshape(-1, x.shape().last()).matmul(weight, false, true).reshape(sizes);
  }

  /**
   * {@return layer normalisation (Ba et al. 2016) over the last axis, biased variance}
   *
   * @param x {@code [..., width]}
   * @param weight {@code [width]}
   * @param bias {@code [width]}
   * @param epsilon added to the variance before its root is taken
   */
  public static Tensor layerNorm(Tensor x, Tensor weight, Tensor bias, double epsilon) {
    return Composite.define(
            "layer_norm",
            List.of(x, weight, bias),
            in -> List.of(standardized(in.get(0), epsilon, -1).times(in.get(1)).plus(in.get(2))))
        .withGradient((in, y, upstream) -> layerNormGradient(in, upstream, epsilon))
        .call(List.of(x, weight, bias))
        .get(0);
  }

  private static List<Tensor> layerNormGradient(List<Tensor> in, Tensor upstream, double epsilon) {
    List<Tensor> parts =
        Composite.define(
                "layer_norm_gradient",
                List.of(in.get(0), in.get(1), upstream),
                formal -> {
                  Tensor g = formal.get(2).times(formal.get(1));
                  Tensor normal = standardized(formal.get(0), epsilon, -1);
                  return List.of(
                      standardizedGradient(formal.get(0), normal, g, epsilon, -1),
                      normal.times(formal.get(2)));
                })
            .call(List.of(in.get(0), in.get(1), upstream));
    return List.of(parts.get(0), sumOfRows(parts.get(1)), sumOfRows(upstream));
  }

  /**
   * The sum of all rows, such as the gradient of a bias: a row of ones times the rows, in the
   * precision of matrix products.
   *
   * @param x {@code [..., width]}
   * @return {@code [width]}
   */
  public static Tensor sumOfRows(Tensor x) {
    int width = x.shape().last();
    Tensor rows = x.reshape(-1, width);
    Tensor ones = Tensor.filled(1, Shape.of(1, rows.shape().size(0)));
    return ones.matmul(rows).reshape(width);
  }

  /**
   * {@return zero mean and unit variance over axes, without weight or bias: layer normalisation
   * over the last axis, instance normalisation over the token axis}
   *
   * @param x of any shape
   * @param epsilon added to the variance before its root is taken
   * @param axes numbers of the axes; a negative one counts from the last, which is -1
   */
  public static Tensor standardize(Tensor x, double epsilon, int... axes) {
    return unary(
        "standardize",
        x,
        in -> standardized(in, epsilon, axes),
        (in, y, upstream) ->
            binary(
                "standardize_gradient",
                in.get(0),
                upstream,
                (value, g) ->
                    standardizedGradient(
                        value, standardized(value, epsilon, axes), g, epsilon, axes)));
  }

  /**
   * {@return {@link #standardize} over the entries that have weight 1 alone; the others are moved
   * and scaled with them}
   *
   * @param x of any shape
   * @param weight 1 or 0, broadcast to {@code x}; some are 1 along the axes
   * @param epsilon added to the variance before its root is taken
   * @param axes numbers of the axes; a negative one counts from the last, which is -1
   */
  public static Tensor standardizeWeighted(Tensor x, Tensor weight, double epsilon, int... axes) {
    List<Tensor> arguments = List.of(x, weight.broadcast(x.shape().sizes()));
    return Composite.define(
            "standardize_weighted",
            arguments,
            in -> {
              Tensor share = in.get(1).dividedBy(in.get(1).sum(axes));
              Tensor centred = in.get(0).minus(in.get(0).times(share).sum(axes));
              Tensor variance = centred.square().times(share).sum(axes);
              return List.of(centred.dividedBy(variance.plus(epsilon).sqrt()));
            })
        .call(arguments)
        .get(0);
  }

  private static Tensor standardized(Tensor x, double epsilon, int... axes) {
    Tensor centred = x.minus(x.mean(axes));
    return centred.dividedBy(centred.square().mean(axes).plus(epsilon).sqrt());
  }

  private static Tensor standardizedGradient(
      Tensor x, Tensor normal, Tensor g, double epsilon, int... axes) {
    Tensor centred = x.minus(x.mean(axes));
    Tensor deviation = centred.square().mean(axes).plus(epsilon).sqrt();
    return g.minus(g.mean(axes))
        .minus(normal.times(g.times(normal).mean(axes)))
        .dividedBy(deviation);
  }

  /**
   * {@return the Gaussian error linear unit in its exact erf form (Hendrycks and Gimpel 2016)}
   *
   * @param x of any shape
   */
  public static Tensor gelu(Tensor x) {
    return unary(
        "gelu",
        x,
        in -> in.times(normalDistribution(in)),
        (in, y, upstream) ->
            binary(
                "gelu_gradient",
                in.get(0),
                upstream,
                (value, g) ->
                    g.times(normalDistribution(value).plus(value.times(normalDensity(value))))));
  }

  private static Tensor normalDistribution(Tensor x) {
    return x.times(Math.sqrt(0.5)).erf().plus(1).times(0.5);
  }

  private static Tensor normalDensity(Tensor x) {
    return x.square().times(-0.5).exp().times(1 / Math.sqrt(2 * Math.PI));
  }

  /**
   * Normally distributed numbers of mean 0 and deviation 1 (Box and Muller 1958).
   *
   * @param radius uniform in [0, 1)
   * @param angle uniform in [0, 1), of the same shape
   */
  static Tensor normal(Tensor radius, Tensor angle) {
    return binary(
        "normal",
        radius,
        angle,
        (r, a) -> {
          // cos(2 pi a) = 2 sin(pi (a - 1/2))^2 - 1
          Tensor half = sine(a.plus(-0.5).times(Math.PI));
          Tensor cosine = half.square().times(2).plus(-1);
          return r.negate().plus(1).log().times(-2).sqrt().times(cosine);
        });
  }

  /** The sine between minus and plus half of pi, to float32's last digits: its series. */
  private static Tensor sine(Tensor x) {
    Tensor square = x.square();
    Tensor sum = Tensor.constant(1);
    for (int odd = 13; odd > 1; odd -= 2) {
      sum = square.times(sum).times(-1.0 / (odd * (odd - 1))).plus(1);
    }
    return x.times(sum);
  }

  /**
   * {@return softmax over the last axis, the largest entry subtracted first}
   *
   * @param x {@code [..., classes]}
   */
  public static Tensor softmax(Tensor x) {
    return Composite.known(
            "softmax",
            List.of(x),
            x.type(),
            in -> {
              Tensor powers = in.get(0).minus(in.get(0).max(-1)).exp();
              return powers.dividedBy(powers.sum(-1));
            })
        .withGradient(
            (in, y, upstream) ->
                List.of(
                    binary(
                        "softmax_gradient",
                        y,
                        upstream,
                        (value, g) -> value.times(g.minus(g.times(value).sum(-1))))))
        .call(List.of(x))
        .get(0);
  }

  /**
   * {@return the logarithm of {@link #softmax}}
   *
   * @param x {@code [..., classes]}
   */
  public static Tensor logSoftmax(Tensor x) {
    return unary(
        "log_softmax",
        x,
        in -> {
          Tensor shifted = in.minus(in.max(-1));
          return shifted.minus(shifted.exp().sum(-1).log());
        },
        (in, y, upstream) ->
            binary(
                "log_softmax_gradient",
                y,
                upstream,
                (value, g) -> g.minus(value.exp().times(g.sum(-1)))));
  }

  /**
   * Scaled dot-product attention (Vaswani et al. 2017).
   *
   * @param query {@code [batch, heads, tokens, size]}
   * @param key {@code [batch, heads, tokens, size]}
   * @param value {@code [batch, heads, tokens, size]}
   * @param bias added to the scores before softmax, broadcast to {@code [batch, heads, tokens,
   *     tokens]}
   * @param scale what the products of queries and keys are multiplied by: {@code 1/sqrt(size)}
   * @return {@code [batch, heads, tokens, size]}
   */
  public static Tensor attention(
      Tensor query, Tensor key, Tensor value, Optional<Tensor> bias, double scale) {
    List<Tensor> arguments =
        bias.map(b -> List.of(query, key, value, b)).orElse(List.of(query, key, value));
    return Composite.define(
            "attention",
            arguments,
            in ->
                List.of(
                    attentionWeights(
                            in.get(0),
                            in.get(1),
                            in.size() > 3 ? Optional.of(in.get(3)) : Optional.empty(),
                            scale)
                        .matmul(in.get(2))))
        .call(arguments)
        .get(0);
  }

  /**
   * {@return the softmax of {@link #attention}: {@code [batch, heads, tokens, tokens]}}
   *
   * @param query {@code [batch, heads, tokens, size]}
   * @param key {@code [batch, heads, tokens, size]}
   * @param bias as of {@link #attention}
   * @param scale as of {@link #attention}
   */
  public static Tensor attentionWeights(
      Tensor query, Tensor key, Optional<Tensor> bias, double scale) {
    Tensor scores = query.times(scale).matmul(key, false, true);
    return softmax(bias.map(scores::plus).orElse(scores));
  }

  /**
   * {@return the smooth L1 loss, entry by entry: {@code d²/(2 beta)} for {@code |d| < beta},
   * otherwise {@code |d| - beta/2}; at beta 0 the squared error {@code d²}, as data2vec's code
   * means it}
   *
   * @param prediction of any shape
   * @param target of the same shape
   * @param beta where the square becomes a line; at least 0
   */
  public static Tensor smoothL1(Tensor prediction, Tensor target, double beta) {
    Composite loss =
        Composite.define(
            "smooth_l1",
            List.of(prediction, target),
            in -> {
              Tensor d = in.get(0).minus(in.get(1));
              if (beta == 0) {
                return List.of(d.square());
              }
              Tensor size = d.absolute();
              return List.of(
                  size.less(Tensor.constant(beta))
                      .choose(d.square().times(0.5 / beta), size.plus(-0.5 * beta)));
            });
    return loss.call(List.of(prediction, target)).get(0);
  }

  /**
   * Connectionist temporal classification (Graves et al. 2006): minus the logarithm of the
   * probability of all paths that spell a target, a path being one letter or blank a frame.
   *
   * @param logits {@code [batch, frames, letters]}, before softmax
   * @param labels INT32 {@code [batch, longest]}: letters other than the blank, below 0 after a
   *     target's end
   * @param frames how many frames of a sample are real, the first ones: {@code [batch, 1]}
   * @param blank which letter is the blank
   * @return {@code [batch, 1]}; 0 and without gradient where no path of so few frames spells the
   *     target
   */
  public static Tensor ctcLoss(Tensor logits, Tensor labels, Tensor frames, int blank) {
    return Ctc.loss(logits, labels, frames, blank);
  }

  /** A composite of one input and one result, with a gradient of its own. */
  private static Tensor unary(
      String name, Tensor x, Function<Tensor, Tensor> body, UnaryGradient gradient) {
    return Composite.define(name, List.of(x), in -> List.of(body.apply(in.get(0))))
        .withGradient((in, y, upstream) -> List.of(gradient.of(in, y, upstream)))
        .call(List.of(x))
        .get(0);
  }

  @FunctionalInterface
  private interface UnaryGradient {
    Tensor of(List<Tensor> inputs, Tensor output, Tensor upstream);
  }

  private static Tensor binary(
      String name, Tensor a, Tensor b, java.util.function.BinaryOperator<Tensor> body) {
    return Composite.define(name, List.of(a, b), in -> List.of(body.apply(in.get(0), in.get(1))))
        .call(List.of(a, b))
        .get(0);
  }
}
