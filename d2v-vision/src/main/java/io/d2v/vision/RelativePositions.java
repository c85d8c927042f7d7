package io.d2v.vision;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;

/**
 * A learned attention bias for each offset between two patches (BEiT, Bao et al. 2021). With a
 * class token the table has three more rows: class to patch, patch to class, class to class.
 */
record RelativePositions(int side, boolean classToken) {
  /** The bias of each pair of tokens, from a table declared in the scope: {@code [heads, T, T]}. */
  Tensor bias(Scope scope, int heads) {
    int tokens = side * side + (classToken ? 1 : 0);
    Tensor table =
        scope.child("rel_pos_bias").parameter("table", Init.zeros(), rows(), heads); // [R, H]
    Tensor rows = Tensor.constant(Array.of(Shape.of(tokens * tokens), index())); // [T * T]
    Tensor bias = table.gather(rows).reshape(tokens, tokens, heads).transpose(2, 0, 1); // [H, T, T]
    scope.show("stage.relative_position_bias", bias.reshape(1, heads, tokens, tokens));
    return bias;
  }

  /** The table's row for each pair of tokens, row-major. */
  int[] index() {
    int extra = classToken ? 1 : 0;
    int tokens = side * side + extra;
    int[] index = new int[tokens * tokens];
    for (int from = 0; from < tokens; from++) {
      for (int to = 0; to < tokens; to++) {
        index[from * tokens + to] = row(from - extra, to - extra);
      }
    }
    return index;
  }

  private int row(int from, int to) {
    if (from < 0 || to < 0) {
      return offsets() + (to >= 0 ? 0 : from >= 0 ? 1 : 2);
    }
    int down = from / side - to / side + side - 1;
    int right = from % side - to % side + side - 1;
    return down * (2 * side - 1) + right;
  }

  private int offsets() {
    return (2 * side - 1) * (2 * side - 1);
  }

  private int rows() {
    return offsets() + (classToken ? 3 : 0);
  }
}
