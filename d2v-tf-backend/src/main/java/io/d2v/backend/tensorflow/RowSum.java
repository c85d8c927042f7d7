package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tensorflow.proto.DataType;

/**
 * A sum over the last axis within a function, where XLA adds up a row one entry after the other. So
 * equal parts of a row are added to each other first, many entries at once, and then one part is
 * added up.
 */
final class RowSum {
  private static final int MOST_PARTS = 8;

  private RowSum() {}

  static boolean takes(Op.Sum op, Rule.Node node) {
    Shape from = node.shape(0);
    return node.out().place() == NodeWriter.Place.FUNCTION
        && node.dataType() == DataType.DT_FLOAT
        && op.axes().equals(List.of(from.rank() - 1))
        && part(from.last()) < from.last();
  }

  static String write(Op.Sum op, Rule.Node node) {
    Shape from = node.shape(0);
    Shape part = from.with(-1, part(from.last()));
    List<String> terms = new ArrayList<>();
    for (int at = 0; at < from.last(); at += part.last()) {
      List<Integer> begin = new ArrayList<>(Collections.nCopies(from.rank(), 0));
      begin.set(from.rank() - 1, at);
      terms.add(Movement.slice(node.in(0), node.type(), begin, part, node));
    }
    return Elementwise.reduce("Sum", op.axes(), total(terms, node), node);
  }

  /** The shortest part of a row that is some of XLA's windows long and not too often in it. */
  private static int part(int row) {
    int part = 2 * Fusible.WINDOW;
    while (part < row && (row % part != 0 || row / part > MOST_PARTS)) {
      part += Fusible.WINDOW;
    }
    return Math.min(part, row);
  }

  /** Neighbours first, then neighbours of these, so that no addition waits for all before it. */
  private static String total(List<String> terms, Rule.Node node) {
    List<String> left = terms;
    while (left.size() > 1) {
      List<String> sums = new ArrayList<>();
      for (int i = 0; i + 1 < left.size(); i += 2) {
        sums.add(node.write("AddV2", left.subList(i, i + 2), node.typed()));
      }
      if (left.size() % 2 == 1) {
        sums.add(left.get(left.size() - 1));
      }
      left = sums;
    }
    return left.get(0);
  }
}
