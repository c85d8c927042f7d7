package io.d2v.testkit.reference;

import io.d2v.api.graph.Op;
import io.d2v.testkit.reference.Kernel.Node;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Operations that move entries and compute nothing. */
final class Movement {
  private Movement() {}

  static double[] read(double[] in, int[] offsets) {
    double[] out = new double[offsets.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = in[offsets[i]];
    }
    return out;
  }

  private static void write(double[] in, int[] offsets, double[] out) {
    for (int i = 0; i < in.length; i++) {
      out[offsets[i]] = in[i];
    }
  }

  static double[] transpose(Op.Transpose op, Node node) {
    int[] strides = Offsets.strides(node.shape(0));
    int[] moved = op.order().stream().mapToInt(axis -> strides[axis]).toArray();
    return read(node.in(0), Offsets.walk(node.shape(), 0, moved));
  }

  static double[] slice(Op.Slice op, Node node) {
    return read(node.in(0), Offsets.block(op.sizes(), op.begin(), node.shape(0)));
  }

  static double[] pad(Op.Pad op, Node node) {
    double[] out = new double[node.shape().elements()];
    write(node.in(0), Offsets.block(node.shape(0), op.before(), node.shape()), out);
    return out;
  }

  static double[] concatenate(Op.Concatenate op, Node node) {
    double[] out = new double[node.shape().elements()];
    List<Integer> begin = Arrays.asList(new Integer[node.shape().rank()]);
    Collections.fill(begin, 0);
    for (int i = 0; i < node.inputs().size(); i++) {
      write(node.in(i), Offsets.block(node.shape(i), begin, node.shape()), out);
      begin.set(op.axis(), begin.get(op.axis()) + node.shape(i).size(op.axis()));
    }
    return out;
  }

  static double[] gather(Op.Gather op, Node node) {
    int rows = node.shape(0).size(0);
    int width = node.shape(0).elements() / rows;
    double[] indices = node.in(1);
    double[] out = new double[indices.length * width];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(node.in(0), row(indices[i], rows) * width, out, i * width, width);
    }
    return out;
  }

  static double[] scatterSum(Op.ScatterSum op, Node node) {
    double[] out = new double[node.shape().elements()];
    int width = out.length / op.rows();
    double[] indices = node.in(1);
    for (int i = 0; i < indices.length; i++) {
      int begin = row(indices[i], op.rows()) * width;
      for (int column = 0; column < width; column++) {
        out[begin + column] += node.in(0)[i * width + column];
      }
    }
    return out;
  }

  private static int row(double index, int rows) {
    if (index < 0 || index >= rows) {
      throw new IllegalArgumentException("row " + (int) index + " of a table of " + rows + " rows");
    }
    return (int) index;
  }
}
