package io.d2v.core.objective;

import io.d2v.api.Grid;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Tensor;
import io.d2v.core.objective.DecoderSettings.Padding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    Arrays.fill(shape, kernel);
    shape[0] = settings.width();
    shape[1] = in;
    Init init = uniform(in * (int) Math.pow(kernel, axes));
    Tensor weight = scope.parameter("weight", init, shape);
    Tensor convolved = axes == 1 ? line(x, weight) : plane(x, weight);
    return convolved.plus(scope.parameter("bias", init, settings.width())); // [R, S.., C]
  }

  /** Of {@code [R, T, D]} by {@code [C, D / G, k]}. */
  private Tensor line(Tensor x, Tensor weight) {
    return x.convolve(
        weight.transpose(2, 1, 0), // [k, D / G, C]
        new Op.Window(List.of(1), List.of(before()), List.of(after()), settings.groups()));
  }

  /**
   * Of {@code [R, H, W, D]} by {@code [C, D / G, k, k]}: over one axis, with the rows that a window
   * reaches as channels. TensorFlow's gradients of grouped convolutions over two axes take four
   * fifths of a step on a CPU.
   */
  private Tensor plane(Tensor x, Tensor weight) {
    int kernel = settings.kernel();
    int groups = settings.groups();
    int rows = x.shape().size(0);
    int height = x.shape().size(1);
    int width = x.shape().size(2);
    Tensor padded =
        x.pad(new int[] {0, before(), 0, 0}, new int[] {0, after(), 0, 0}); // [R, H + k - 1, W, D]
    List<Tensor> reached = new ArrayList<>();
    for (int row = 0; row < kernel; row++) {
      reached.add(padded.range(1, row, height).reshape(rows * height, width, groups, -1));
    }
    Tensor beside =
        Tensor.concatenate(3, reached).reshape(rows * height, width, -1); // [R * H, W, k * D]
    Tensor flat =
        weight
            .transpose(0, 2, 1, 3) // [C, k, D / G, k]
            .reshape(settings.width(), -1, kernel);
    return line(beside, flat).reshape(rows, height, width, settings.width()); // [R, H, W, C]
  }

  private int before() {
    return settings.kernel() / 2;
  }

  /** An even kernel would give a token more: the last is dropped. */
  private int after() {
    return settings.kernel() % 2 == 0 ? before() - 1 : before();
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
