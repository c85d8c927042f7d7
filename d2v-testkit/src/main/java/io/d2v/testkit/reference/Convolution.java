package io.d2v.testkit.reference;

import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
import io.d2v.testkit.reference.Kernel.Node;

/** Convolution and its two gradients: one walk over the same triples of entries. */
record Convolution(Op.Window window, Shape output, Shape input, Shape kernel) {
  /** What is done with an entry of the output, one of the input and one of the kernel. */
  @FunctionalInterface
  private interface Tap {
    void at(int output, int input, int kernel);
  }

  static double[] forward(Op.Convolve op, Node node) {
    double[] y = new double[node.shape().elements()];
    double[] x = node.in(0);
    double[] kernel = node.in(1);
    new Convolution(op.window(), node.shape(), node.shape(0), node.shape(1))
        .walk((o, i, k) -> y[o] += x[i] * kernel[k]);
    return y;
  }

  static double[] input(Op.ConvolveInput op, Node node) {
    double[] x = new double[node.shape().elements()];
    double[] upstream = node.in(0);
    double[] kernel = node.in(1);
    new Convolution(op.window(), node.shape(0), op.input(), node.shape(1))
        .walk((o, i, k) -> x[i] += upstream[o] * kernel[k]);
    return x;
  }

  static double[] kernel(Op.ConvolveKernel op, Node node) {
    double[] kernel = new double[node.shape().elements()];
    double[] upstream = node.in(0);
    double[] x = node.in(1);
    new Convolution(op.window(), node.shape(0), node.shape(1), op.kernel())
        .walk((o, i, k) -> kernel[k] += upstream[o] * x[i]);
    return kernel;
  }

  private void walk(Tap tap) {
    boolean plane = window.strides().size() == 2;
    Axis rows = plane ? axis(0) : new Axis(1, 1, 1, 1, 0);
    Axis columns = axis(plane ? 1 : 0);
    for (int o = 0; o < output.elements(); o++) {
      int place = o / output.last();
      int column = place % columns.output;
      int row = place / columns.output % rows.output;
      int sample = place / columns.output / rows.output;
      for (int r = rows.first(row); r < rows.end(row); r++) {
        for (int c = columns.first(column); c < columns.end(column); c++) {
          int from =
              (sample * rows.input + rows.at(row, r)) * columns.input + columns.at(column, c);
          channels(o, from, r * columns.kernel + c, tap);
        }
      }
    }
  }

  private void channels(int o, int from, int inKernel, Tap tap) {
    int channel = o % output.last();
    int group = channel / (output.last() / window.groups());
    int each = input.last() / window.groups();
    for (int in = 0; in < each; in++) {
      tap.at(
          o,
          from * input.last() + group * each + in,
          (inKernel * each + in) * output.last() + channel);
    }
  }

  private Axis axis(int spatial) {
    return new Axis(
        output.size(spatial + 1),
        input.size(spatial + 1),
        kernel.size(spatial),
        window.strides().get(spatial),
        window.before().get(spatial));
  }

  private record Axis(int output, int input, int kernel, int stride, int before) {
    /** The first place in the kernel that does not meet padding. */
    int first(int place) {
      return Math.max(0, before - place * stride);
    }

    int end(int place) {
      return Math.min(kernel, input + before - place * stride);
    }

    int at(int place, int inKernel) {
      return place * stride + inKernel - before;
    }
  }
}
