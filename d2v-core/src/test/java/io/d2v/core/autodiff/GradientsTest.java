package io.d2v.core.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.graph.Composite;
import io.d2v.api.graph.DType;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.api.graph.Traversal;
import io.d2v.testkit.CompositeCases;
import io.d2v.testkit.GraphCase;
import io.d2v.testkit.OperationCases;
import io.d2v.testkit.reference.ReferenceBackend;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GradientsTest {
  /** {@link OperationCases} itself refuses to leave an operation out. */
  static Stream<GraphCase> cases() {
    return Stream.concat(OperationCases.all().stream(), CompositeCases.all().stream());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreeWithFiniteDifferences(GraphCase each) {
    List<Tensor> inputs = each.inputs();
    Tensor result = each.result(inputs);
    Tensor weights = Tensor.input("weights", result.type());
    Map<String, double[]> feeds = each.feeds(20260101);
    SplittableRandom random = new SplittableRandom(3);
    feeds.put("weights", random.doubles(result.shape().elements(), -1, 1).toArray());
    List<Tensor> real =
        inputs.stream().filter(input -> input.type().dtype() == DType.FLOAT32).toList();
    new FiniteDifferences(result.times(weights).sumAll(), feeds, new ReferenceBackend())
        .assertEqualGradients(real);
  }

  @Test
  void aScaledGradientIsMultipliedAndACutOneIsZero() {
    Tensor x = Tensor.input("x", TensorType.float32(2));
    assertThat(gradient(x.scaleGradient(0.25).square(), x, 3, 4)).containsExactly(1.5, 2);
    assertThat(gradient(x.withoutGradient().square(), x, 3, 4)).containsExactly(0, 0);
    assertThat(gradient(x.withoutGradient().times(x), x, 3, 4)).containsExactly(3, 4);
  }

  @Test
  void aTensorThatTheLossDoesNotNeedGetsZeros() {
    Tensor x = Tensor.input("x", TensorType.float32(2));
    Tensor other = Tensor.input("other", TensorType.float32(3));
    assertThat(evaluate(Gradients.of(x.sumAll(), List.of(other)).get(0), Map.of()))
        .containsExactly(0, 0, 0);
  }

  @Test
  void aTensorWithinTheGraphMayBeAsked() {
    Tensor x = Tensor.input("x", TensorType.float32(2));
    Tensor y = x.square();
    List<Tensor> both = Gradients.of(y.square().sumAll(), List.of(y, x));
    Map<String, double[]> feeds = Map.of("x", new double[] {2, 3});
    assertThat(evaluate(both.get(0), feeds)).containsExactly(8, 18);
    assertThat(evaluate(both.get(1), feeds)).containsExactly(32, 108);
  }

  @Test
  void equalLargestEntriesShareAndTheFirstOfTwoEqualTakesAll() {
    Tensor x = Tensor.input("x", TensorType.float32(3));
    assertThat(gradient(x.max(0), x, 5, 5, 1)).containsExactly(0.5, 0.5, 0);
    Tensor second = x.scaleGradient(10);
    assertThat(gradient(x.maximum(second), x, 5, 5, 1)).containsExactly(1, 1, 1);
    assertThat(gradient(x.absolute(), x, -2, 0, 2)).containsExactly(-1, 0, 1);
  }

  @Test
  void theGradientOfAWeightIsOneMatrixProduct() {
    Tensor x = Tensor.input("x", TensorType.float32(2, 3, 4));
    Tensor weight = Tensor.input("w", TensorType.float32(5, 4));
    Tensor gradient = Gradients.of(Nn.project(x, weight).sumAll(), List.of(weight)).get(0);
    assertThat(gradient.op()).isEqualTo(new Op.MatMul(true, false));
    assertThat(Traversal.inputsFirst(List.of(gradient)))
        .filteredOn(node -> node.op() instanceof Op.MatMul)
        .hasSize(1);
    Tensor direct = Gradients.of(x.matmul(weight, false, true).sumAll(), List.of(weight)).get(0);
    assertThat(direct.op()).isEqualTo(new Op.MatMul(true, false));
  }

  @Test
  void aParameterDeclaredTwiceHasOneGradient() {
    Tensor here = Tensor.parameter("w", Init.zeros(), Shape.of(2));
    Tensor there = Tensor.parameter("w", Init.zeros(), Shape.of(2));
    ReferenceBackend backend = new ReferenceBackend();
    backend.write("w", Shape.of(2), 3, 4);
    Map<String, Tensor> gradients =
        Gradients.ofParameters(here.times(there).sumAll(), List.of("w"));
    assertThat(backend.evaluate(Objects.requireNonNull(gradients.get("w")), Map.of()))
        .containsExactly(6, 8);
  }

  @Test
  void theGradientsOfNeighbouringSlicesAreJoined() {
    Tensor x = Tensor.input("x", TensorType.float32(3, 2));
    Tensor parts = x.range(0, 1, 1).exp().plus(x.range(0, 0, 1).times(x.range(0, 2, 1)));
    Tensor gradient = Gradients.of(parts.sumAll(), List.of(x)).get(0);
    assertThat(gradient.op()).isEqualTo(new Op.Concatenate(0));
    double[] entries = {1, 2, 0, 1, 5, 6};
    assertThat(gradient(parts, x, entries)).containsExactly(5, 6, 1, Math.E, 1, 2);
    Tensor inner = x.range(0, 1, 1).plus(x.range(0, 2, 1));
    assertThat(gradient(inner, x, entries)).containsExactly(0, 0, 1, 1, 1, 1);
  }

  @Test
  void theGradientsOfOtherSlicesAreAdded() {
    Tensor x = Tensor.input("x", TensorType.float32(3, 2));
    Tensor overlapping = x.range(0, 0, 2).plus(x.range(0, 1, 2));
    assertThat(gradient(overlapping, x, 1, 1, 1, 1, 1, 1)).containsExactly(1, 1, 2, 2, 1, 1);
    Tensor corners = x.slice(new int[] {0, 0}, new int[] {1, 1});
    Tensor apart = corners.plus(x.slice(new int[] {2, 1}, new int[] {1, 1}));
    assertThat(gradient(apart, x, 1, 1, 1, 1, 1, 1)).containsExactly(1, 0, 0, 0, 0, 1);
    Tensor twice = x.range(0, 0, 1).plus(x.range(0, 0, 1));
    assertThat(gradient(twice, x, 1, 1, 1, 1, 1, 1)).containsExactly(2, 2, 0, 0, 0, 0);
  }

  @Test
  void nothingIsWrittenForWhatIsNotAsked() {
    Tensor data = Tensor.input("data", TensorType.float32(3, 4));
    Tensor weight = Tensor.input("w", TensorType.float32(5, 4));
    Tensor table = Tensor.input("table", TensorType.float32(3, 4));
    Tensor loss = Nn.project(data.plus(table), weight).sumAll();
    List<Tensor> nodes = Traversal.inputsFirst(Gradients.of(loss, List.of(weight)));
    assertThat(nodes).filteredOn(node -> node.op() instanceof Op.MatMul).hasSize(1);
  }

  @Test
  void anUnfusedBodyIsDifferentiatedInTheArgumentsThemselves() {
    Tensor x = Tensor.input("x", TensorType.float32(2));
    Tensor y =
        Composite.define("cube", List.of(x), in -> List.of(in.get(0).square().times(in.get(0))))
            .call(List.of(x))
            .get(0);
    assertThat(gradient(y, x, 2, 3)).containsExactly(12, 27);
  }

  @Test
  void aGradientOfAnotherShapeIsTheCompositesFault() {
    Tensor x = Tensor.input("x", TensorType.float32(2));
    Tensor y =
        Composite.define("twice", List.of(x), in -> List.of(in.get(0).times(2)))
            .withGradient((in, out, upstream) -> List.of(upstream.sumAll()))
            .call(List.of(x))
            .get(0);
    assertThatThrownBy(() -> Gradients.of(y.sumAll(), List.of(x)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("composite twice gives [float32[]] for inputs [float32[2]]")
        .hasMessageContaining("GradientsTest.java");
  }

  @Test
  void aLossIsOneRealNumber() {
    Tensor x = Tensor.input("x", TensorType.float32(2));
    assertThatThrownBy(() -> Gradients.of(x, List.of(x)))
        .hasMessageContaining("a loss is one real number")
        .hasMessageContaining("GradientsTest.java");
  }

  private static double[] gradient(Tensor y, Tensor x, double... entries) {
    Tensor gradient = Gradients.of(y.sumAll(), List.of(x)).get(0);
    return evaluate(gradient, Map.of("x", entries));
  }

  private static double[] evaluate(Tensor tensor, Map<String, double[]> feeds) {
    return new ReferenceBackend().evaluate(tensor, feeds);
  }
}
