package io.d2v.testkit.reference;

import io.d2v.api.graph.Shape;
import java.util.List;

/** Where the entries of one tensor lie in the storage of another. */
final class Offsets {
  private Offsets() {}

  /** The distance between neighbours along each axis of a row-major tensor. */
  static int[] strides(Shape shape) {
    int[] strides = new int[shape.rank()];
    int stride = 1;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape.size(axis);
    }
    return strides;
  }

  /** For each index of {@code over} in row-major order: {@code start + index . strides}. */
  static int[] walk(Shape over, int start, int[] strides) {
    int[] offsets = {start};
    for (int axis = 0; axis < over.rank(); axis++) {
      int size = over.size(axis);
      int[] finer = new int[offsets.length * size];
      for (int i = 0; i < finer.length; i++) {
        finer[i] = offsets[i / size] + i % size * strides[axis];
      }
      offsets = finer;
    }
    return offsets;
  }

  /** Where each entry of {@code to} comes from when {@code from} is repeated to it. */
  static int[] broadcast(Shape from, Shape to) {
    int[] own = strides(from);
    int[] strides = new int[to.rank()];
    int added = to.rank() - from.rank();
    for (int axis = 0; axis < from.rank(); axis++) {
      strides[axis + added] = from.size(axis) == 1 ? 0 : own[axis];
    }
    return walk(to, 0, strides);
  }

  /** Where the entries of a block that begins at {@code begin} lie in {@code whole}. */
  static int[] block(Shape block, List<Integer> begin, Shape whole) {
    int[] strides = strides(whole);
    int start = 0;
    for (int axis = 0; axis < strides.length; axis++) {
      start += begin.get(axis) * strides[axis];
    }
    return walk(block, start, strides);
  }
}
