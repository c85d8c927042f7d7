package io.d2v.backend.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.graph.DType;
import io.d2v.api.graph.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;

class NodeWriterTest {
  private static final Map<String, AttrValue> FLOAT = Map.of("T", Attributes.of(DType.FLOAT32));

  private final NodeWriter out = new NodeWriter(NodeWriter.Place.GRAPH);

  @Test
  void equalNodesAreWrittenOnce() {
    String two = out.integers(2);

    assertThat(out.integers(2)).isEqualTo(two);
    assertThat(out.write("Neg", List.of("x"), FLOAT))
        .isEqualTo(out.write("Neg", List.of("x"), FLOAT))
        .isNotEqualTo(out.write("Neg", List.of("y"), FLOAT))
        .isNotEqualTo(out.write("Abs", List.of("x"), FLOAT));
    assertThat(out.nodes())
        .extracting(NodeDef::getOp)
        .containsExactly("Const", "Neg", "Neg", "Abs");
  }

  @Test
  void equalCallsOfSeveralResultsAreWrittenOnce() {
    List<String> first = out.write("Unpack", List.of("x"), FLOAT, 3);

    assertThat(out.write("Unpack", List.of("x"), FLOAT, 3)).isEqualTo(first);
    assertThat(first).containsExactly("Unpack_1", "Unpack_1:1", "Unpack_1:2");
  }

  @Test
  void inputsOfOneTypeAreNodesOfTheirOwn() {
    TensorType type = TensorType.float32(3);

    assertThat(VariableGroup.placeholder(type, out))
        .isNotEqualTo(VariableGroup.placeholder(type, out));
  }
}
