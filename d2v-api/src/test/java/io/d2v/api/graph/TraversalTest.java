package io.d2v.api.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraversalTest {
  private final Tensor x = Tensor.input("x", TensorType.float32(2));
  private final Tensor y = Tensor.input("y", TensorType.float32(2));

  @Test
  void everyNodeComesOnceAndAfterItsInputs() {
    Tensor square = x.square();
    Tensor sum = square.plus(square.exp());
    assertThat(Traversal.inputsFirst(List.of(sum, square)))
        .containsExactly(x, square, sum.inputs().get(1), sum);
  }

  @Test
  void replacingCopiesOnlyWhatDependsOnTheReplaced() {
    Tensor kept = y.exp();
    Tensor sum = x.exp().plus(kept);
    Tensor written = Traversal.replacing(List.of(sum), Map.of(x, y)).get(0);
    assertThat(written.op()).isEqualTo(new Op.Add());
    assertThat(written.inputs().get(0).inputs()).containsExactly(y);
    assertThat(written.inputs().get(1)).isSameAs(kept);
    assertThat(written.madeBy()).isEqualTo(sum.madeBy());
  }

  @Test
  void aRootMayBeReplacedItself() {
    assertThat(Traversal.replacing(List.of(x, y), Map.of(x, y))).containsExactly(y, y);
  }
}
