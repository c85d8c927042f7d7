package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import java.util.List;
import java.util.Set;

/** Which nodes XLA compiles into better code than TensorFlow's own operations are. */
final class Fusible {
  /** What is better done by TensorFlow's own operations, or is no computation. */
  private static final Set<Class<? extends Op>> NOT_FUSED =
      Set.of(
          Op.Input.class,
          Op.Parameter.class,
          Op.After.class,
          Op.AllReduce.class,
          Op.Call.class,
          Op.MatMul.class,
          Op.Convolve.class,
          Op.ConvolveInput.class,
          Op.ConvolveKernel.class,
          Op.Gather.class,
          Op.ScatterSum.class,
          Op.Uniform.class);

  /** XLA adds up longer axes in windows of this many entries. */
  static final int WINDOW = 32;

  /** Constants up to this size are written into each function that needs them. */
  private static final int SMALL = 16;

  /** XLA asks for each entry of what is put together from which part it comes. */
  private static final int MOST_PARTS = 4;

  /** What moves entries, or makes one of many. */
  private static final Set<Class<? extends Op>> NOT_ENTRY_BY_ENTRY =
      Set.of(
          Op.Sum.class,
          Op.Max.class,
          Op.Transpose.class,
          Op.Slice.class,
          Op.Pad.class,
          Op.Concatenate.class);

  private Fusible() {}

  /** Whether an entry of the node's value is computed from one entry of each input. */
  static boolean isEntryByEntry(Tensor node) {
    return is(node) && !NOT_ENTRY_BY_ENTRY.contains(node.op().getClass());
  }

  static boolean is(Tensor node) {
    Op op = node.op();
    if (op instanceof Op.Constant) {
      return node.shape().elements() <= SMALL;
    }
    if (op instanceof Op.Sum sum) {
      return !needsPadding(node, sum.axes());
    }
    if (op instanceof Op.Max max) {
      return !needsPadding(node, max.axes());
    }
    if (op instanceof Op.Transpose transpose) {
      return keepsRows(transpose);
    }
    if (op instanceof Op.Concatenate) {
      return node.inputs().size() <= MOST_PARTS
          && node.inputs().stream().noneMatch(Fusible::isTransposed);
    }
    return !NOT_FUSED.contains(op.getClass());
  }

  /** Within a loop of XLA, entries that do not follow each other are fetched one by one. */
  private static boolean keepsRows(Op.Transpose transpose) {
    int last = transpose.order().size() - 1;
    return transpose.order().get(last) == last;
  }

  /** XLA writes out what is transposed before it joins it, and then moves it once more. */
  private static boolean isTransposed(Tensor node) {
    return node.op() instanceof Op.Transpose
        || (node.op() instanceof Op.Reshape && isTransposed(node.inputs().get(0)));
  }

  /** XLA pads windows that do not divide an axis, and then takes three times TensorFlow's time. */
  private static boolean needsPadding(Tensor reduced, List<Integer> axes) {
    Shape from = reduced.inputs().get(0).shape();
    return axes.stream().map(from::size).anyMatch(n -> n > WINDOW && n % WINDOW != 0);
  }
}
