package io.d2v.backend.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.graph.Composite;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.api.graph.Traversal;
import io.d2v.backend.tensorflow.FusedComposites.Candidate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;

class FusedCompositesTest {
  private static final Tensor X = Tensor.input("x", TensorType.float32(3, 4));

  @Test
  void elementwiseAndReductionsAreFusedProductsAreNot() {
    assertThat(FunctionBody.canBeFused(composite(Nn.gelu(X)))).isTrue();
    assertThat(FunctionBody.canBeFused(composite(Nn.softmax(X)))).isTrue();
    Tensor heads = Tensor.input("heads", TensorType.float32(1, 2, 3, 4));
    assertThat(
            FunctionBody.canBeFused(
                composite(Nn.attention(heads, heads, heads, Optional.empty(), 1))))
        .isFalse();
  }

  @Test
  void equalBodiesAreOneFunction() {
    Tensor other = Tensor.input("y", TensorType.float32(3, 4));
    Tensor larger = Tensor.input("z", TensorType.float32(3, 5));
    assertThat(name(Nn.gelu(X))).isEqualTo(name(Nn.gelu(other))).startsWith("gelu_");
    assertThat(name(Nn.gelu(larger))).isNotEqualTo(name(Nn.gelu(X)));
    assertThat(name(Nn.standardize(X, 1e-5, 1))).isNotEqualTo(name(Nn.standardize(X, 1e-6, 1)));
  }

  @Test
  void whatXlaRefusesIsNotFusedAndTheRestIs() {
    Composite gelu = composite(Nn.gelu(X));
    Composite softmax = composite(Nn.softmax(X));
    FunctionDef refused = throughText(FunctionBody.of(gelu));
    try (TensorFlowSession session = new TensorFlowSession(ConfigProto.getDefaultInstance())) {
      FusedComposites composites = new FusedComposites(session, true);
      composites.compile(
          List.of(new Candidate(gelu, refused), new Candidate(softmax, FunctionBody.of(softmax))));
      assertThat(composites.function(gelu)).isEmpty();
      assertThat(composites.function(softmax)).isPresent();
    }
  }

  @Test
  void compositesWithinOneThatIsNotFusedAreFused() {
    Tensor square = Tensor.input("square", TensorType.float32(4, 4));
    Tensor outer =
        Composite.define(
                "product_of_gelu",
                List.of(square),
                in -> List.of(in.get(0).matmul(Nn.gelu(in.get(0)))))
            .call(List.of(square))
            .get(0);
    try (TensorFlowSession session = new TensorFlowSession(ConfigProto.getDefaultInstance())) {
      FusedComposites composites = new FusedComposites(session, true);
      composites.prepare(List.of(outer));
      assertThat(composites.function(composite(Nn.gelu(square)))).isPresent();
    }
  }

  @Test
  void reductionsThatXlaWouldPadAreNotFused() {
    Tensor padded = Tensor.input("padded", TensorType.float32(3, 197));
    Tensor windows = Tensor.input("windows", TensorType.float32(3, 192));
    assertThat(FunctionBody.canBeFused(composite(Nn.standardize(padded, 1e-5, -1)))).isFalse();
    assertThat(FunctionBody.canBeFused(composite(Nn.standardize(windows, 1e-5, -1)))).isTrue();
  }

  @Test
  void softmaxIsKnownByItsBodyNotByItsNameAlone() {
    Composite other = Composite.define("softmax", List.of(X), in -> List.of(in.get(0).exp()));
    assertThat(SoftmaxKernel.takes(composite(Nn.softmax(X)))).isTrue();
    assertThat(SoftmaxKernel.takes(other)).isFalse();
  }

  @Test
  void theKernelOfCtcTakesNoOtherCompositeOfItsName() {
    Tensor logits = Tensor.input("logits", TensorType.float32(2, 3, 4));
    Tensor labels = Tensor.input("labels", TensorType.int32(2, 2));
    Tensor frames = Tensor.input("frames", TensorType.float32(2, 1));
    List<Composite> taken =
        Traversal.inputsFirst(List.of(Nn.ctcLoss(logits, labels, frames, 0))).stream()
            .filter(node -> node.op() instanceof Op.Call)
            .map(FusedCompositesTest::composite)
            .filter(CtcKernel::takes)
            .toList();
    assertThat(taken).hasSize(1);
    String name = taken.get(0).name();
    Composite other = Composite.define(name, List.of(X), in -> List.of(in.get(0).exp()));
    assertThat(CtcKernel.takes(other)).isFalse();
  }

  @Test
  void nothingIsFusedWhereTheSettingsSaySo() {
    try (TensorFlowSession session = new TensorFlowSession(ConfigProto.getDefaultInstance())) {
      assertThat(notFusing(session).function(composite(Nn.gelu(X)))).isEmpty();
    }
  }

  private static FusedComposites notFusing(TensorFlowSession session) {
    FusedComposites composites = new FusedComposites(session, false);
    composites.prepare(List.of(Nn.gelu(X)));
    return composites;
  }

  /** The function with its result taken through strings, which XLA does not know. */
  private static FunctionDef throughText(FunctionDef function) {
    NodeDef text =
        NodeDef.newBuilder()
            .setName("text")
            .setOp("AsString")
            .addInput(function.getRetOrThrow("out0"))
            .putAttr("T", Attributes.of(DataType.DT_FLOAT))
            .build();
    NodeDef number =
        NodeDef.newBuilder()
            .setName("number")
            .setOp("StringToNumber")
            .addInput("text:output:0")
            .putAllAttr(Map.of("out_type", Attributes.of(DataType.DT_FLOAT)))
            .build();
    FunctionDef.Builder changed =
        function.toBuilder().addNodeDef(text).addNodeDef(number).putRet("out0", "number:output:0");
    return changed.build();
  }

  private static Composite composite(Tensor call) {
    return ((Op.Call) call.op()).composite();
  }

  private static String name(Tensor call) {
    return FunctionBody.of(composite(call)).getSignature().getName();
  }
}
