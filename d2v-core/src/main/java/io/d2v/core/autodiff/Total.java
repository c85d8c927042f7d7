package io.d2v.core.autodiff;

import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The sum of the gradients that reach one tensor. Blocks with zeros around them that are neighbours
 * are joined and not added up: queries, keys and values are slices of one product, and adding their
 * gradients would write it five times over.
 */
final class Total {
  private Total() {}

  static Tensor of(List<Tensor> gradients) {
    List<Tensor> parts = new ArrayList<>(gradients);
    List<Tensor> blocks = gradients.stream().filter(g -> g.op() instanceof Op.Pad).toList();
    Shape shape = gradients.get(0).shape();
    IntStream.range(0, shape.rank())
        .filter(axis -> areNeighbours(blocks, axis))
        .findFirst()
        .ifPresent(
            axis -> {
              parts.removeAll(blocks);
              parts.add(joined(blocks, axis));
            });
    return parts.stream().reduce(Tensor::plus).orElseThrow();
  }

  /** Whether each block begins along the axis where another ends, and elsewhere they are equal. */
  private static boolean areNeighbours(List<Tensor> blocks, int axis) {
    List<Tensor> ordered = ordered(blocks, axis);
    return ordered.size() > 1
        && IntStream.range(1, ordered.size())
            .allMatch(i -> follows(ordered.get(i - 1), ordered.get(i), axis));
  }

  private static boolean follows(Tensor before, Tensor block, int axis) {
    return IntStream.range(0, block.shape().rank())
        .allMatch(
            i ->
                i == axis
                    ? begin(block, i) == begin(before, i) + size(before, i)
                    : begin(block, i) == begin(before, i) && size(block, i) == size(before, i));
  }

  private static Tensor joined(List<Tensor> blocks, int axis) {
    List<Tensor> ordered = ordered(blocks, axis);
    Tensor inner =
        Tensor.concatenate(axis, ordered.stream().map(block -> block.inputs().get(0)).toList());
    Tensor first = ordered.get(0);
    int[] before = IntStream.range(0, inner.shape().rank()).map(i -> begin(first, i)).toArray();
    int[] after =
        IntStream.range(0, before.length)
            .map(i -> first.shape().size(i) - before[i] - inner.shape().size(i))
            .toArray();
    return inner.shape().equals(first.shape()) ? inner : inner.pad(before, after);
  }

  private static List<Tensor> ordered(List<Tensor> blocks, int axis) {
    return blocks.stream().sorted(Comparator.comparingInt(block -> begin(block, axis))).toList();
  }

  private static int begin(Tensor block, int axis) {
    return ((Op.Pad) block.op()).before().get(axis);
  }

  private static int size(Tensor block, int axis) {
    return block.inputs().get(0).shape().size(axis);
  }
}
