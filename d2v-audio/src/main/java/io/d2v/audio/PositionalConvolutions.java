package io.d2v.audio;

import io.d2v.api.graph.Init;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Tensor;
import io.d2v.audio.WaveSettings.Padding;
import java.util.List;

/**
 * What tells tokens of sound where they are: grouped convolutions over time, several with layer
 * norm between them (data2vec), or a single wide one with weight norm (wav2vec 2.0).
 */
record PositionalConvolutions(WaveSettings settings) {
  private static final double EPSILON = 1e-5;
  private static final int LEAST_KERNEL = 3;

  /**
   * What is added to the tokens: {@code [batch, tokens, width]}, as they are.
   *
   * @param valid 1 for a token and 0 for padding: {@code [batch, tokens, 1]}
   */
  Tensor apply(Scope scope, Tensor tokens, Tensor valid) {
    Tensor x = tokens; // padding is zero, as what lies beyond a sample's ends
    for (int i = 0; i < settings.positionLayers(); i++) {
      Scope here = scope.child(Integer.toString(i));
      Tensor convolved = convolve(here, x); // [B, T, D]
      x = Nn.gelu(several() ? Nn.standardize(convolved, EPSILON, -1) : convolved); // [B, T, D]
      if (settings.padding() == Padding.LEFT_OUT) {
        x = x.times(valid); // else padding next to a token is no zero in the next convolution
      }
    }
    return x;
  }

  private boolean several() {
    return settings.positionLayers() > 1;
  }

  private Tensor convolve(Scope scope, Tensor x) {
    int width = x.shape().last();
    int kernel = Math.max(LEAST_KERNEL, settings.positionKernel() / settings.positionLayers());
    int half = kernel / 2;
    // An even kernel would give a token more: the reference drops the last.
    int after = kernel % 2 == 0 ? half - 1 : half;
    Op.Window window =
        new Op.Window(List.of(1), List.of(half), List.of(after), settings.positionGroups());
    int in = width / settings.positionGroups();
    Tensor weight =
        several() ? plain(scope, width, in, kernel) : normed(scope, width, in, kernel); // [D, I, K]
    return x.convolve(weight.transpose(2, 1, 0), window)
        .plus(scope.parameter("bias", Init.zeros(), width)); // [B, T, D]
  }

  private static Tensor plain(Scope scope, int width, int in, int kernel) {
    double bound = 1 / Math.sqrt((double) in * kernel); // PyTorch's default
    return scope.parameter("weight", new Init.Uniform(-bound, bound), width, in, kernel);
  }

  /** Weight norm (Salimans and Kingma 2016): a length for each place in the kernel. */
  private static Tensor normed(Scope scope, int width, int in, int kernel) {
    double deviation = Math.sqrt(4.0 / ((double) kernel * width)); // as the reference
    Tensor direction =
        scope.parameter("weight_v", new Init.Normal(0, deviation), width, in, kernel);
    Init first = new Init.Constant(deviation * Math.sqrt((double) width * in)); // v's own length
    Tensor length = scope.parameter("weight_g", first, 1, 1, kernel);
    return direction.times(length.dividedBy(direction.square().sum(0, 1).sqrt()));
  }
}
