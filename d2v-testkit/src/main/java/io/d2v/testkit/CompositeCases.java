package io.d2v.testkit;

import static io.d2v.testkit.Operand.real;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.Composite;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Cases for every composite of {@link Nn}, and for what a composite of a plugin may be. */
public final class CompositeCases extends CaseList {
  private static final double EPSILON = 1e-5;

  private CompositeCases() {
    linear();
    normalisation();
    activations();
    attention();
    losses();
    paths();
    plugins();
  }

  /** All of them. */
  public static List<GraphCase> all() {
    return new CompositeCases().cases();
  }

  private void linear() {
    Function<List<Tensor>, Tensor> linear = in -> Nn.linear(in.get(0), in.get(1), in.get(2));
    add("linear of rows", linear, real(3, 4), real(2, 4), real(2));
    add("linear of batches", linear, real(2, 3, 4), real(5, 4), real(5));
    add("project", in -> Nn.project(in.get(0), in.get(1)), real(2, 3, 4), real(5, 4));
  }

  private void normalisation() {
    Function<List<Tensor>, Tensor> norm =
        in -> Nn.layerNorm(in.get(0), in.get(1), in.get(2), EPSILON);
    add("layer norm of rows", norm, real(5, 4), real(4), real(4));
    add("layer norm of batches", norm, real(2, 3, 8), real(8), real(8));
    add("layer norm of wide rows", norm, real(2, 192), real(192), real(192));
    add(
        "layer norm and gelu between products",
        in -> {
          Tensor normal = Nn.layerNorm(Nn.project(in.get(0), in.get(1)), in.get(2), in.get(3), 1);
          return Nn.project(Nn.gelu(normal), in.get(1));
        },
        real(2, 3, 8),
        real(8, 8),
        real(8),
        real(8));
    for (int[] axes : List.of(new int[] {-1}, new int[] {1}, new int[] {0, 1}, new int[] {1, 2})) {
      add(
          "standardize over " + Arrays.toString(axes),
          in -> Nn.standardize(in.get(0), EPSILON, axes),
          real(3, 4, 5));
    }
    Tensor half = Tensor.constant(Array.of(Shape.of(1, 4, 1), 1f, 0f, 1f, 0f));
    add(
        "standardize over some entries",
        in -> Nn.standardizeWeighted(in.get(0), half, EPSILON, 1),
        real(3, 4, 5));
  }

  private void activations() {
    add("gelu", in -> Nn.gelu(in.get(0)), real(3, 4));
    add("gelu far out", in -> Nn.gelu(in.get(0)), Operand.between(-6, 6, 20));
    add("softmax of rows", in -> Nn.softmax(in.get(0)), real(3, 5));
    add("softmax of scores", in -> Nn.softmax(in.get(0)), real(2, 2, 3, 3));
    add("softmax of large entries", in -> Nn.softmax(in.get(0)), Operand.between(995, 1000, 2, 4));
    add("log softmax", in -> Nn.logSoftmax(in.get(0)), real(3, 5));
  }

  private void attention() {
    Operand heads = real(2, 2, 3, 4);
    add(
        "attention",
        in -> Nn.attention(in.get(0), in.get(1), in.get(2), Optional.empty(), 0.5),
        heads,
        heads,
        heads);
    for (Operand bias : List.of(real(2, 2, 3, 3), real(2, 3, 3), real(2, 1, 1, 3))) {
      add(
          "attention with bias " + bias.type().shape(),
          in -> Nn.attention(in.get(0), in.get(1), in.get(2), Optional.of(in.get(3)), 0.5),
          heads,
          heads,
          heads,
          bias);
    }
    add(
        "attention weights",
        in -> Nn.attentionWeights(in.get(0), in.get(1), Optional.empty(), 0.5),
        heads,
        heads);
    add(
        "attention of one tensor to itself",
        in -> Nn.attention(in.get(0), in.get(0), in.get(0), Optional.empty(), 0.5),
        heads);
  }

  private void losses() {
    for (double beta : new double[] {0, 0.25, 1, 2}) {
      add(
          "smooth L1 at beta " + beta,
          in -> Nn.smoothL1(in.get(0), in.get(1), beta),
          real(3, 4),
          real(3, 4));
    }
  }

  private void paths() {
    ctc("every frame real", 2, new int[][] {{0, 1}, {3, 0}}, 4, 4);
    ctc("a letter twice, and padding", 0, new int[][] {{1, 1, 2}, {3, -1, -1}}, 6, 2);
    ctc("no letter at all", 4, new int[][] {{-1}, {2}}, 3, 1);
    ctc("no letter in any target", 0, new int[][] {{-1, -1}, {-1, -1}}, 3, 2);
    ctc("too few frames", 0, new int[][] {{1, 1, 1}, {1, 2, 3}}, 4, 3);
    ctc("no frames", 0, new int[][] {{1}, {2}}, 0, 5);
  }

  private void ctc(String name, int blank, int[][] targets, int... frames) {
    int longest = targets[0].length;
    int[] labels = Arrays.stream(targets).flatMapToInt(Arrays::stream).toArray();
    float[] real = {frames[0], frames[1]};
    add(
        "ctc loss, " + name,
        in ->
            Nn.ctcLoss(
                in.get(0),
                Tensor.constant(Array.of(Shape.of(2, longest), labels)),
                Tensor.constant(Array.of(Shape.of(2, 1), real)),
                blank),
        real(2, Math.max(frames[0], frames[1]), 5));
  }

  private void plugins() {
    add("two results, both used", in -> both(parts(in)), real(2, 3), real(3));
    add("two results, one used", in -> parts(in).get(1), real(2, 3), real(3));
    add(
        "one argument made from another",
        in -> both(parts(List.of(in.get(0), in.get(0).sum(0).reshape(3)))),
        real(2, 3));
    add(
        "one result made from another call's",
        in -> parts(List.of(parts(in).get(1), parts(in).get(0).sum(0).reshape(3))).get(0),
        real(2, 3),
        real(3));
  }

  private static Tensor both(List<Tensor> parts) {
    return parts.get(0).plus(parts.get(1).tanh());
  }

  /** A composite within which another is called, as a plugin may write it. */
  private static List<Tensor> parts(List<Tensor> arguments) {
    return Composite.define(
            "parts",
            arguments,
            in -> {
              Tensor product = in.get(0).times(in.get(1));
              return List.of(Nn.gelu(product), Nn.softmax(product).minus(in.get(0)));
            })
        .call(arguments);
  }

  private void add(String name, Function<List<Tensor>, Tensor> graph, Operand... operands) {
    add(Op.Call.class, name, graph, operands);
  }
}
