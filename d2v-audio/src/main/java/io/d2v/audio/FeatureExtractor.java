package io.d2v.audio;

import io.d2v.api.graph.Init;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Tensor;
import io.d2v.audio.WaveSettings.ExtractorNorm;
import io.d2v.audio.WaveSettings.Padding;
import java.util.List;

/** The convolutions from 16 kHz to 50 Hz of wav2vec 2.0 (Baevski et al. 2020, section 2). */
record FeatureExtractor(WaveSettings settings) {
  private static final double EPSILON = 1e-5;

  /**
   * Writes the features.
   *
   * @param waveform {@code [batch, samples]}
   * @param lengths valid samples, then valid frames after each convolution: INT32 {@code [batch,
   *     convolutions + 1]}
   * @return {@code [batch, frames, channels]}
   */
  Tensor apply(Scope scope, Tensor waveform, Tensor lengths) {
    int batch = waveform.shape().size(0);
    Tensor x = waveform.reshape(batch, -1, 1); // [B, S, 1]
    for (int i = 0; i < settings.kernels().size(); i++) {
      Scope here = scope.child(Integer.toString(i));
      Tensor features = convolve(here, x, i); // [B, T, C]
      x = Nn.gelu(normalize(here, features, i, lengths)); // [B, T, C]
    }
    return x.scaleGradient(settings.extractorGradient());
  }

  private Tensor convolve(Scope scope, Tensor x, int index) {
    int in = x.shape().last();
    int kernel = settings.kernels().get(index);
    double deviation = Math.sqrt(2.0 / (in * kernel)); // He et al. 2015, as the reference
    Tensor weight =
        scope.parameter("weight", new Init.Normal(0, deviation), settings.channels(), in, kernel);
    Op.Window window =
        new Op.Window(List.of(settings.strides().get(index)), List.of(0), List.of(0), 1);
    Tensor features = x.convolve(weight.transpose(2, 1, 0), window); // [B, T, C]
    return settings.extractorBias()
        ? features.plus(scope.parameter("bias", Init.zeros(), settings.channels()))
        : features;
  }

  private Tensor normalize(Scope scope, Tensor x, int index, Tensor lengths) {
    if (settings.extractorNorm() == ExtractorNorm.LAYER) {
      return scope.layerNorm("norm", x, EPSILON);
    }
    if (index > 0) {
      return x;
    }
    Scope here = scope.child("norm");
    Tensor overTime =
        settings.padding() != Padding.LEFT_OUT
            ? Nn.standardize(x, EPSILON, 1)
            : Nn.standardizeWeighted(x, Valid.frames(x, lengths, 1), EPSILON, 1); // [B, T, C]
    return overTime
        .times(here.parameter("weight", Init.ones(), settings.channels()))
        .plus(here.parameter("bias", Init.zeros(), settings.channels()));
  }
}
