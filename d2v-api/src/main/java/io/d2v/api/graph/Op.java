package io.d2v.api.graph;

import java.util.List;

/**
 * The closed set of primitive operations; whatever else has a name is a {@link Composite} of them.
 *
 * <p>Operations of two or three inputs broadcast them by NumPy's rule. Axes are counted from 0. A
 * list of sizes or axes names one entry an axis, outermost first.
 */
public sealed interface Op {
  // Leaves

  /** A value fed at each run, by name. */
  record Input(String name) implements Op {}

  /** A value that stays on the device between runs, by its path in the checkpoint. */
  record Parameter(String path, Init init) implements Op {}

  /** A value known when the graph is written. */
  record Constant(Array value) implements Op {}

  // Arithmetic on FLOAT32

  /** {@code a + b}. */
  record Add() implements Op {}

  /** {@code a - b}. */
  record Subtract() implements Op {}

  /** {@code a * b}. */
  record Multiply() implements Op {}

  /** {@code a / b}. */
  record Divide() implements Op {}

  /** The larger of two; where they are equal, the gradient goes to the first. */
  record Maximum() implements Op {}

  /** {@code -a}. */
  record Negate() implements Op {}

  /** {@code e^a}. */
  record Exp() implements Op {}

  /** The natural logarithm. */
  record Log() implements Op {}

  /** The square root. */
  record Sqrt() implements Op {}

  /** The hyperbolic tangent. */
  record Tanh() implements Op {}

  /** The Gauss error function. */
  record Erf() implements Op {}

  /** {@code |a|}; gradient 0 at 0. */
  record Absolute() implements Op {}

  // Choice

  /** {@code a < b}, of two FLOAT32 or two INT32, as BOOL. */
  record Less() implements Op {}

  /** {@code a == b}, of two FLOAT32 or two INT32, as BOOL. */
  record Equal() implements Op {}

  /** {@code condition ? a : b}, entry by entry. */
  record Select() implements Op {}

  // Reduction over some axes, which stay as size 1

  /** The sum over axes. */
  record Sum(List<Integer> axes) implements Op {}

  /** The largest over axes; equal largest entries share the gradient. */
  record Max(List<Integer> axes) implements Op {}

  // Movement

  /** The same entries in row-major order, in another shape. */
  record Reshape(Shape to) implements Op {}

  /** Axis {@code i} of the result is axis {@code order.get(i)} of the input. */
  record Transpose(List<Integer> order) implements Op {}

  /** The input repeated to a larger shape by NumPy's rule. */
  record Broadcast(Shape to) implements Op {}

  /** The block of {@code sizes} that begins at {@code begin}. */
  record Slice(List<Integer> begin, Shape sizes) implements Op {}

  /** The input with zeros around it. */
  record Pad(List<Integer> before, List<Integer> after) implements Op {}

  /** Tensors one after the other along an axis. */
  record Concatenate(int axis) implements Op {}

  /**
   * Rows of a table: inputs {@code table [rows, ...]} and INT32 {@code indices}; the result is
   * {@code [indices..., ...]}. An index outside the table is the caller's fault, to be ruled out on
   * the host: a backend may fail or return zeros.
   */
  record Gather() implements Op {}

  /**
   * The gradient of {@link Gather}: inputs {@code values [indices..., ...]} and {@code indices};
   * sums each value into its row of a table of {@code rows} rows.
   */
  record ScatterSum(int rows) implements Op {}

  // Linear algebra

  /** The product of the last two axes, each taken transposed or not; the axes before broadcast. */
  record MatMul(boolean transposeLeft, boolean transposeRight) implements Op {}

  /**
   * Cross-correlation, as deep learning calls convolution: inputs {@code x [batch, spatial..., in]}
   * and {@code kernel [spatial..., in / groups, out]}, one or two spatial axes.
   */
  record Convolve(Window window) implements Op {}

  /** Gradient of {@link Convolve} towards its input: inputs {@code upstream, kernel}. */
  record ConvolveInput(Window window, Shape input) implements Op {}

  /** Gradient of {@link Convolve} towards its kernel: inputs {@code upstream, x}. */
  record ConvolveKernel(Window window, Shape kernel) implements Op {}

  // The rest

  /**
   * Another type of entry. BOOL becomes 1 and 0; FLOAT32 becomes INT32 towards zero; anything but
   * zero becomes true.
   */
  record Cast(DType to) implements Op {}

  /**
   * Uniform numbers in [0, 1), a function of the input key and of the site alone, the same on every
   * backend: Philox 4x32-10 (Salmon et al. 2011), key = the two INT32 of the input (low word
   * first), counter = {@code [block, site]} with block counting groups of four results; a result is
   * the low 23 bits of an output word as the mantissa of a float in [1, 2), minus 1.
   */
  record Uniform(Shape shape, long site) implements Op {}

  /** The input; its gradient times a factor. With factor 0 no gradient passes. */
  record ScaleGradient(double factor) implements Op {}

  /**
   * The first input, there only once the second is: says when something is computed, not what. The
   * gradient goes to the first.
   */
  record After() implements Op {}

  /**
   * The sum of the input over all workers of the backend, entry by entry, the same bits on each;
   * the input itself where there is one worker. Workers meet by name: all run programs with the
   * same names equally often, with inputs of the same shape, and wait for one another there. The
   * rest of their programs may differ.
   *
   * @param name where workers meet, once in a program
   * @param narrow whether entries may be rounded to bfloat16 on their way
   */
  record AllReduce(String name, boolean narrow) implements Op {}

  /** One result of a call of a {@link Composite}; its inputs are the call's arguments. */
  record Call(Composite composite, int result) implements Op {}

  /**
   * How a convolution's window moves.
   *
   * @param strides steps between windows, one a spatial axis
   * @param before zeros put before each spatial axis
   * @param after zeros put after each spatial axis
   * @param groups into how many independent parts the channels fall
   */
  record Window(List<Integer> strides, List<Integer> before, List<Integer> after, int groups) {
    /**
     * Copies the lists and checks the ranges.
     *
     * @param strides steps between windows, one a spatial axis
     * @param before zeros put before each spatial axis
     * @param after zeros put after each spatial axis
     * @param groups into how many independent parts the channels fall
     */
    public Window {
      strides = List.copyOf(strides);
      before = List.copyOf(before);
      after = List.copyOf(after);
      boolean ranks = strides.size() == before.size() && strides.size() == after.size();
      boolean ranges =
          strides.stream().allMatch(s -> s >= 1)
              && before.stream().allMatch(p -> p >= 0)
              && after.stream().allMatch(p -> p >= 0);
      if (!ranks || !ranges || groups < 1 || strides.isEmpty() || strides.size() > 2) {
        throw new IllegalArgumentException(
            "a window has 1 or 2 spatial axes, strides and groups from 1, padding from 0: strides "
                + strides
                + ", before "
                + before
                + ", after "
                + after
                + ", groups "
                + groups);
      }
    }
  }
}
