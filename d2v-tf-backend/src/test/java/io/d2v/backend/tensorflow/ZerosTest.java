package io.d2v.backend.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.graph.Inlined;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.DataType;

class ZerosTest {
  @Test
  void zerosOfAllShapesLieInTheLongest() {
    NodeWriter out = new NodeWriter(NodeWriter.Place.GRAPH);
    List<ClusterFunction> functions =
        List.of(function(TensorType.float32(8, 4)), function(TensorType.float32(3, 5)));
    Zeros zeros = Zeros.forAll(functions, out);
    String large = zeros.of(DataType.DT_FLOAT, Shape.of(8, 4));
    String small = zeros.of(DataType.DT_FLOAT, Shape.of(3, 5));

    assertThat(out.nodes()).filteredOn(node -> node.getOp().equals("BroadcastTo")).hasSize(1);
    List<InferredShapes.Value> values = new ArrayList<>();
    InferredShapes.of(out.nodes(), Map.of()).forEach(values::addAll);
    assertThat(values)
        .contains(
            new InferredShapes.Value(large, 4L * 8 * 4),
            new InferredShapes.Value(small, 4L * 3 * 5));
  }

  private static ClusterFunction function(TensorType type) {
    Inlined graph = Inlined.of(List.of(Tensor.input("x", type).exp().plus(1)), c -> false);
    return Fusion.plan(graph, Precision.FLOAT32, Set.of()).stream()
        .filter(Fusion.Unit.Fused.class::isInstance)
        .map(unit -> ((Fusion.Unit.Fused) unit).cluster())
        .map(cluster -> ClusterFunction.of(cluster, List.of(false), Precision.FLOAT32))
        .findFirst()
        .orElseThrow();
  }
}
