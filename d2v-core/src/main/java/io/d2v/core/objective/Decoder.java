package io.d2v.core.objective;

import io.d2v.api.Grid;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Tensor;
import io.d2v.core.objective.DecoderSettings.Padding;
import java.util.Collections;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What predicts the hidden tokens of data2vec 2.0 from the visible ones: grouped convolutions over
 * the grid, of one axis or two, and linear layers.
 */
record Decoder(DecoderSettings settings, Grid grid) {
  private static final double EPSILON = 1e-5;

  /**
   * Of all tokens of the grid: {@code [R, T, D]} to the same.
   *
   * @param valid 1 for a token and 0 for padding, {@code [R, T]}, where samples are padded
   */
  Tensor apply(Scope scope, Tensor tokens, Optional<Tensor> valid) {
    int rows = tokens.shape().size(0);
    int width = tokens.shape().last();
    Optional<Tensor> real =
        valid
            .filter(v -> settings.padding() == Padding.LEFT_OUT)
            .map(v -> v.reshape(sizes(rows, 1))); // [R, S.., 1]
    Tensor x = real(tokens.reshape(sizes(rows, width)), real); // [R, S.., D]
    for (int i = 0; i < settings.layers(); i++) {
      Scope here = scope.child("blocks").child(Integer.toString(i));
      Tensor y = Nn.gelu(Nn.standardize(convolve(here, x), EPSILON, -1)); // [R, S.., C]
      x = real(settings.residual() && x.shape().equals(y.shape()) ? y.plus(x) : y, real);
    }
    return project(scope.child("project"), x.reshape(rows, grid.tokens(), settings.width()), width);
  }

  private static Tensor real(Tensor x, Optional<Tensor> real) {
    return real.map(x::times).orElse(x);
  }

  private int[] sizes(int rows, int width) {
    return IntStream.concat(
            IntStream.concat(IntStream.of(rows), grid.sizes().stream().mapToInt(Integer::intValue)),
            IntStream.of(width))
        .toArray();
  }

  private Tensor convolve(Scope scope, Tensor x) {
    int axes = grid.sizes().size();
    int kernel = settings.kernel();
    int in = x.shape().last() / settings.groups();
    int[] shape = new int[2 + axes]; // [C, D / G, k..]
    shape[0] = settings.width();
    shape[1] = in;
    int[] order = new int[2 + axes]; // to [k.., D / G, C]
    int window = 1;
    for (int axis = 0; axis < axes; axis++) {
      shape[2 + axis] = kernel;
      order[axis] = 2 + axis;
      window *= kernel;
    }
    order[axes] = 1;
    Init init = uniform(in * window);
    int before = kernel / 2; // an even kernel would give a token more: the last is dropped
    int after = kernel % 2 == 0 ? before - 1 : before;
    return x.convolve(
            scope.parameter("weight", init, shape).transpose(order),
            new Op.Window(
                Collections.nCopies(axes, 1),
                Collections.nCopies(axes, before),
                Collections.nCopies(axes, after),
                settings.groups()))
        .plus(scope.parameter("bias", init, settings.width())); // [R, S.., C]
  }

  private Tensor project(Scope scope, Tensor convolved, int width) {
    Tensor x = convolved; // [R, T, C]
    for (int i = 0; i < settings.projections(); i++) {
      boolean last = i == settings.projections() - 1;
      int next = (int) (settings.projectionRatio() * settings.width());
      x = linear(scope.child(Integer.toString(i)), x, last ? width : next);
      x = last ? x : Nn.gelu(x);
    }
    return x; // [R, T, D]
  }

  private static Tensor linear(Scope scope, Tensor x, int width) {
    Init init = uniform(x.shape().last());
    return Nn.linear(
        x,
        scope.parameter("weight", init, width, x.shape().last()),
        scope.parameter("bias", init, width));
  }

  /** PyTorch's default of weights and biases that so many numbers go into. */
  private static Init uniform(int inputs) {
    double bound = 1 / Math.sqrt(inputs);
    return new Init.Uniform(-bound, bound);
  }
}
