package io.d2v.testkit;

import static io.d2v.testkit.Operand.real;

import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;

/** Cases of matrix products and convolutions. */
final class ProductCases extends CaseList {
  ProductCases() {
    products();
    convolutions();
  }

  private void products() {
    for (boolean left : List.of(false, true)) {
      for (boolean right : List.of(false, true)) {
        String name = (left ? "left transposed, " : "") + (right ? "right transposed, " : "");
        BinaryOperator<Tensor> product = (a, b) -> a.matmul(b, left, right);
        int[] a = left ? new int[] {4, 3} : new int[] {3, 4};
        int[] b = right ? new int[] {2, 4} : new int[] {4, 2};
        product(name + "of matrices", product, real(a), real(b));
        product(name + "of batches", product, real(before(a, 2, 3)), real(before(b, 2, 3)));
        product(name + "one right", product, real(before(a, 2, 3)), real(b));
        product(name + "one left", product, real(a), real(before(b, 3)));
        product(name + "batches broadcast", product, real(before(a, 2, 1)), real(before(b, 3)));
      }
    }
  }

  private void product(String name, BinaryOperator<Tensor> product, Operand a, Operand b) {
    add(Op.MatMul.class, name, in -> product.apply(in.get(0), in.get(1)), a, b);
  }

  private static int[] before(int[] last, int... first) {
    int[] all = Arrays.copyOf(first, first.length + last.length);
    System.arraycopy(last, 0, all, first.length, last.length);
    return all;
  }

  private void convolutions() {
    convolution("along time", window(1, 0, 0, 1), real(2, 6, 3), real(3, 3, 4));
    convolution("with steps", window(2, 1, 0, 1), real(2, 7, 2), real(3, 2, 2));
    convolution("in groups", window(1, 1, 2, 2), real(1, 5, 4), real(4, 2, 6));
    Op.Window plane = new Op.Window(List.of(2, 1), List.of(1, 0), List.of(0, 2), 1);
    convolution("over a plane", plane, real(2, 5, 4, 2), real(2, 3, 2, 3));
    Op.Window patches = new Op.Window(List.of(2, 2), List.of(0, 0), List.of(0, 0), 1);
    convolution("as patches", patches, real(2, 4, 4, 3), real(2, 2, 3, 5));
    Op.Window grouped = new Op.Window(List.of(1, 1), List.of(1, 1), List.of(1, 1), 2);
    convolution("over a plane in groups", grouped, real(1, 3, 4, 4), real(3, 3, 2, 2));
  }

  private static Op.Window window(int stride, int before, int after, int groups) {
    return new Op.Window(List.of(stride), List.of(before), List.of(after), groups);
  }

  private void convolution(String name, Op.Window window, Operand x, Operand kernel) {
    Shape input = x.type().shape();
    Shape weights = kernel.type().shape();
    int[] output =
        Tensor.filled(0, input).convolve(Tensor.filled(0, weights), window).shape().sizes();
    add(Op.Convolve.class, name, in -> in.get(0).convolve(in.get(1), window), x, kernel);
    add(
        Op.ConvolveInput.class,
        name,
        in -> in.get(0).convolveInput(in.get(1), window, input),
        real(output),
        kernel);
    add(
        Op.ConvolveKernel.class,
        name,
        in -> in.get(0).convolveKernel(in.get(1), window, weights),
        real(output),
        x);
  }
}
