package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.AttrValue;

/**
 * Convolutions as TensorFlow's Conv2D. One spatial axis becomes two, the first of size 1; groups
 * are cut apart, since TensorFlow on the CPU has no gradient of a grouped convolution.
 */
final class Convolution {
  /** Writes the convolution of one group from a part of each input. */
  private interface OneGroup {
    String write(String first, String second);
  }

  /** One input, its shape with two spatial axes. */
  private record Factor(String output, Shape shape) {}

  private Convolution() {}

  static String forward(Op.Convolve op, Rule.Node node) {
    Op.Window window = op.window();
    return grouped(
        node,
        window.groups(),
        factor(node, 0, data(node.shape(0))),
        factor(node, 1, kernel(node.shape(1))),
        (x, kernel) -> node.write("Conv2D", List.of(x, kernel), attributes(window, node)));
  }

  static String input(Op.ConvolveInput op, Rule.Node node) {
    Op.Window window = op.window();
    String sizes = node.out().integers(one(data(op.input()), window.groups()).sizes());
    return grouped(
        node,
        window.groups(),
        factor(node, 0, data(node.shape(0))),
        factor(node, 1, kernel(node.shape(1))),
        (upstream, kernel) ->
            node.write(
                "Conv2DBackpropInput", List.of(sizes, kernel, upstream), attributes(window, node)));
  }

  static String kernel(Op.ConvolveKernel op, Rule.Node node) {
    Op.Window window = op.window();
    String sizes = node.out().integers(one(kernel(op.kernel()), window.groups()).sizes());
    return grouped(
        node,
        window.groups(),
        factor(node, 0, data(node.shape(0))),
        factor(node, 1, data(node.shape(1))),
        (upstream, x) ->
            node.write(
                "Conv2DBackpropFilter", List.of(x, sizes, upstream), attributes(window, node)));
  }

  /** Both inputs cut along their last axis, the results put together along theirs. */
  private static String grouped(
      Rule.Node node, int groups, Factor first, Factor second, OneGroup oneGroup) {
    List<String> results = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      results.add(
          oneGroup.write(part(first, group, groups, node), part(second, group, groups, node)));
    }
    String joined =
        groups == 1 ? results.get(0) : Movement.concatenate(results, node.type(), 3, node);
    Shape shape = node.tensor().shape();
    return shape.rank() == 4 ? joined : Movement.reshape(joined, node.type(), shape, node);
  }

  private static Factor factor(Rule.Node node, int input, Shape shape) {
    String given = node.in(input);
    String shaped =
        shape.equals(node.shape(input)) ? given : Movement.reshape(given, node.type(), shape, node);
    return new Factor(shaped, shape);
  }

  private static String part(Factor whole, int group, int groups, Rule.Node node) {
    if (groups == 1) {
      return whole.output();
    }
    Shape size = one(whole.shape(), groups);
    return Movement.slice(
        whole.output(), node.type(), List.of(0, 0, 0, group * size.last()), size, node);
  }

  private static Shape one(Shape shape, int groups) {
    return shape.with(-1, shape.last() / groups);
  }

  private static Map<String, AttrValue> attributes(Op.Window window, Rule.Node node) {
    boolean padded =
        !window.before().equals(Collections.nCopies(window.before().size(), 0))
            || !window.after().equals(window.before());
    return Map.of(
        "T", node.type(),
        "strides", Attributes.integers(strides(window)),
        "padding", Attributes.of(padded ? "EXPLICIT" : "VALID"),
        "explicit_paddings", Attributes.integers(padded ? paddings(window) : List.of()));
  }

  private static List<Integer> strides(Op.Window window) {
    List<Integer> spatial = window.strides();
    return spatial.size() == 1
        ? List.of(1, 1, spatial.get(0), 1)
        : List.of(1, spatial.get(0), spatial.get(1), 1);
  }

  private static List<Integer> paddings(Op.Window window) {
    List<Integer> before = window.before();
    List<Integer> after = window.after();
    return before.size() == 1
        ? List.of(0, 0, 0, 0, before.get(0), after.get(0), 0, 0)
        : List.of(0, 0, before.get(0), after.get(0), before.get(1), after.get(1), 0, 0);
  }

  /** {@code [batch, length, channels]} as {@code [batch, 1, length, channels]}. */
  private static Shape data(Shape shape) {
    int[] sizes = shape.sizes();
    return shape.rank() == 4 ? shape : Shape.of(sizes[0], 1, sizes[1], sizes[2]);
  }

  /** {@code [length, in, out]} as {@code [1, length, in, out]}. */
  private static Shape kernel(Shape shape) {
    int[] sizes = shape.sizes();
    return shape.rank() == 4 ? shape : Shape.of(1, sizes[0], sizes[1], sizes[2]);
  }
}
