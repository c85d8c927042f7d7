package io.d2v.api.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InlinedTest {
  private static final Tensor X = Tensor.input("x", TensorType.float32(2, 3));

  @Test
  void bodiesStandInPlaceOfCalls() {
    Inlined graph = Inlined.of(List.of(Nn.gelu(X).plus(1)), composite -> false);

    assertThat(graph.nodes()).noneMatch(node -> node.op() instanceof Op.Call);
    assertThat(graph.nodes()).anyMatch(node -> node.op() instanceof Op.Erf);
    assertThat(graph.roots().get(0).type()).isEqualTo(X.type());
  }

  @Test
  void keptCallsStayWithTheirInputsInlined() {
    Inlined graph =
        Inlined.of(
            List.of(Nn.softmax(Nn.gelu(X))), composite -> composite.name().equals("softmax"));

    assertThat(graph.nodes())
        .filteredOn(node -> node.op() instanceof Op.Call)
        .singleElement()
        .isEqualTo(graph.roots().get(0));
  }

  @Test
  void equalNodesAreOne() {
    Tensor twice = X.exp().plus(Tensor.input("x", TensorType.float32(2, 3)).exp());
    Inlined graph = Inlined.of(List.of(twice.plus(2), twice.plus(2), twice.plus(3)), c -> false);

    assertThat(graph.roots().get(0)).isEqualTo(graph.roots().get(1));
    assertThat(graph.roots().get(0)).isNotEqualTo(graph.roots().get(2));
    assertThat(graph.nodes()).filteredOn(node -> node.op() instanceof Op.Exp).hasSize(1);
  }

  @Test
  void primitivesAreReplacedAndWhatReplacesThemIsSharedToo() {
    Inlined graph =
        Inlined.of(
            List.of(X.square().plus(X.times(X)), X.square()),
            composite -> false,
            node ->
                node.op() instanceof Op.Multiply
                    ? node.inputs().get(0).log().times(2).exp()
                    : node);

    assertThat(graph.nodes()).filteredOn(node -> node.op() instanceof Op.Log).hasSize(1);
    assertThat(graph.roots().get(1).op()).isInstanceOf(Op.Exp.class);
  }

  @Test
  void aNodeKnowsWhereItComesFrom() {
    Tensor call = Nn.gelu(X);
    Tensor sum = call.plus(1);
    Inlined graph = Inlined.of(List.of(sum), composite -> false);
    Tensor erf =
        graph.nodes().stream().filter(n -> n.op() instanceof Op.Erf).findFirst().orElseThrow();

    assertThat(graph.origin(erf)).isEqualTo(new Inlined.Origin(call, Optional.of("gelu")));
    assertThat(graph.origin(graph.roots().get(0)))
        .isEqualTo(new Inlined.Origin(sum, Optional.empty()));
    assertThatThrownBy(() -> graph.origin(X.exp())).hasMessageContaining("Exp");
  }

  @Test
  void arraysOfTheSameEntriesAreEqual() {
    assertThat(Array.scalar(2f)).isEqualTo(Array.scalar(2f)).hasSameHashCodeAs(Array.scalar(2f));
    assertThat(Array.scalar(2f))
        .isNotEqualTo(Array.scalar(3f))
        .isNotEqualTo(Array.scalar(2))
        .isNotEqualTo(Array.of(Shape.of(1), 2f));
  }
}
