package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A convolution over one spatial axis, and its gradients, as products of matrices: the windows of a
 * sample are the rows of one. For a stride {@code s}, a sample is cut into blocks of {@code s}
 * tokens; a window is a few blocks that follow each other.
 */
final class ConvolutionAsProduct {
  private final Op.Window window;
  private final int batch;
  private final int tokens;
  private final int in;
  private final int taps;
  private final int out;
  private final int windows;

  /** Blocks in a window. */
  private final int blocks;

  private ConvolutionAsProduct(Op.Window window, Shape input, Shape kernel, int windows) {
    this.window = window;
    this.windows = windows;
    batch = input.size(0);
    tokens = input.size(1);
    in = input.size(2) / window.groups();
    taps = kernel.size(0);
    out = kernel.size(2) / window.groups();
    blocks = (taps + stride() - 1) / stride();
  }

  /** The node, or what is to be computed in its place. */
  static Tensor replace(Tensor node) {
    boolean oneAxis = node.shape().rank() == 3;
    if (oneAxis && node.op() instanceof Op.Convolve op) {
      Tensor x = node.inputs().get(0);
      Tensor kernel = node.inputs().get(1);
      return new ConvolutionAsProduct(op.window(), x.shape(), kernel.shape(), node.shape().size(1))
          .forward(x, kernel);
    }
    if (oneAxis && node.op() instanceof Op.ConvolveInput op) {
      Tensor upstream = node.inputs().get(0);
      Tensor kernel = node.inputs().get(1);
      return new ConvolutionAsProduct(
              op.window(), op.input(), kernel.shape(), upstream.shape().size(1))
          .towardsInput(upstream, kernel);
    }
    if (oneAxis && node.op() instanceof Op.ConvolveKernel op) {
      Tensor upstream = node.inputs().get(0);
      Tensor x = node.inputs().get(1);
      return new ConvolutionAsProduct(op.window(), x.shape(), op.kernel(), upstream.shape().size(1))
          .towardsKernel(upstream, x);
    }
    return node.op() instanceof Op.Transpose op && node.inputs().get(0).op() instanceof Op.Transpose
        ? transposed(node.inputs().get(0), op.order().stream().mapToInt(axis -> axis).toArray())
        : node;
  }

  /** Of what is transposed already, one transposition: weights come so, and their gradients go. */
  private static Tensor transposed(Tensor x, int... order) {
    if (!(x.op() instanceof Op.Transpose first)) {
      return x.transpose(order);
    }
    int[] both = IntStream.of(order).map(axis -> first.order().get(axis)).toArray();
    Tensor from = x.inputs().get(0);
    boolean back = IntStream.range(0, both.length).allMatch(axis -> both[axis] == axis);
    return back ? from : from.transpose(both);
  }

  private Tensor forward(Tensor x, Tensor kernel) {
    return joined(unfolded(x).matmul(perGroup(kernel), false, true), windows, out);
  }

  private Tensor towardsInput(Tensor upstream, Tensor kernel) {
    Tensor rows = split(upstream, windows, out); // [G, B W, O]
    return folded(rows.matmul(perGroup(kernel))); // [G, B W, K I]
  }

  private Tensor towardsKernel(Tensor upstream, Tensor x) {
    return split(upstream, windows, out)
        .matmul(unfolded(x), true, false) // [G, O, K I]
        .reshape(groups() * out, taps, in)
        .transpose(1, 2, 0);
  }

  /** The kernel {@code [K, I, G O]} as {@code [G, O, K I]}. */
  private Tensor perGroup(Tensor kernel) {
    return transposed(kernel, 2, 0, 1).reshape(groups(), out, taps * in);
  }

  /** {@code [B, n, G c]} as {@code [G, B n, c]}. */
  private Tensor split(Tensor x, int n, int channels) {
    return groups() == 1
        ? x.reshape(1, batch * n, channels)
        : x.reshape(batch * n, groups(), channels).transpose(1, 0, 2);
  }

  /** {@code [G, B n, c]} as {@code [B, n, G c]}. */
  private Tensor joined(Tensor x, int n, int channels) {
    Tensor rows = groups() == 1 ? x : x.transpose(1, 0, 2);
    return rows.reshape(batch, n, groups() * channels);
  }

  /** All windows of all samples: {@code [G, B W, K I]}. */
  private Tensor unfolded(Tensor x) {
    Tensor apart = split(x, tokens, in).reshape(groups() * batch, tokens, in);
    int end = Math.max(tokens, length() - before());
    Tensor cut =
        apart
            .pad(new int[] {0, before(), 0}, new int[] {0, end - tokens, 0})
            .range(1, 0, length()); // [G B, L, I]
    Tensor blocked = cut.reshape(groups() * batch, length() / stride(), stride() * in);
    List<Tensor> parts = new ArrayList<>();
    for (int block = 0; block < blocks; block++) {
      parts.add(blocked.slice(new int[] {0, block, 0}, partSizes(block)));
    }
    Tensor joined = parts.size() == 1 ? parts.get(0) : Tensor.concatenate(2, parts);
    return joined.reshape(groups(), batch * windows, taps * in);
  }

  /** The sums over the windows in which a token stands: the reverse of {@link #unfolded}. */
  private Tensor folded(Tensor rows) {
    Tensor all = rows.reshape(groups() * batch, windows, taps * in);
    List<Tensor> parts = new ArrayList<>();
    for (int block = 0; block < blocks; block++) {
      int[] sizes = partSizes(block);
      Tensor part = all.range(2, block * stride() * in, sizes[2]);
      int[] before = {0, block, 0};
      int[] after = {0, blocks - 1 - block, stride() * in - sizes[2]};
      parts.add(part.pad(before, after)); // [G B, L / s, s I]
    }
    Tensor cut =
        parts.stream().reduce(Tensor::plus).orElseThrow().reshape(groups() * batch, length(), in);
    int end = Math.max(tokens, length() - before());
    Tensor apart =
        cut.pad(new int[] {0, 0, 0}, new int[] {0, before() + end - length(), 0})
            .range(1, before(), tokens); // [G B, T, I]
    return joined(apart.reshape(groups(), batch * tokens, in), tokens, in);
  }

  /** What a window has of one of its blocks, in all windows. */
  private int[] partSizes(int block) {
    int channels = Math.min(stride(), taps - block * stride()) * in;
    return new int[] {groups() * batch, windows, channels};
  }

  /** Tokens in all blocks, padding included. */
  private int length() {
    return (windows - 1 + blocks) * stride();
  }

  private int before() {
    return window.before().get(0);
  }

  private int stride() {
    return window.strides().get(0);
  }

  private int groups() {
    return window.groups();
  }
}
