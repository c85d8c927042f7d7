package io.d2v.backend.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.graph.Composite;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Inlined;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.api.graph.Traversal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

class FusionTest {
  private static final Tensor X = parameter("x", 64, 64);
  private static final Tensor WEIGHT = parameter("weight", 64, 64);
  private static final Tensor BIAS = Tensor.input("bias", TensorType.float32(64));

  @Test
  void whatLiesBetweenProductsIsOneFunctionThatReadsAndGivesNarrow() {
    Tensor hidden = Nn.gelu(Nn.linear(X, WEIGHT, BIAS));
    Cluster cluster = only(plan(Precision.BF16, hidden.matmul(WEIGHT)));

    assertThat(cluster.name()).isEqualTo("gelu");
    assertThat(cluster.inputs()).hasSize(2);
    assertThat(cluster.outputs()).isEmpty();
    assertThat(cluster.narrowOutputs()).hasSize(1);
    assertThat(ClusterFunction.of(cluster, List.of(false, true), Precision.BF16).gives())
        .containsExactly(DataType.DT_BFLOAT16);
  }

  @Test
  void whatWaitsToBeAFactorIsNotHeldAsMore() {
    Tensor factor = Nn.gelu(Nn.linear(X, WEIGHT, BIAS)).matmul(WEIGHT).exp();
    Tensor later = factor.after(X.plus(1).exp());
    List<Fusion.Unit> units = plan(Precision.BF16, later.matmul(WEIGHT));

    assertThat(units)
        .anyMatch(
            unit ->
                unit instanceof Fusion.Unit.Single single
                    && single.node().op() instanceof Op.After
                    && single.narrow());
    assertThat(clusters(units))
        .filteredOn(cluster -> !cluster.narrowOutputs().isEmpty())
        .isNotEmpty()
        .allMatch(cluster -> cluster.outputs().isEmpty());
  }

  @Test
  void inFloat32NothingIsCast() {
    Cluster cluster =
        only(plan(Precision.FLOAT32, Nn.gelu(Nn.linear(X, WEIGHT, BIAS)).matmul(WEIGHT)));

    ClusterFunction function =
        ClusterFunction.of(cluster, List.of(false, false), Precision.FLOAT32);
    assertThat(function.definition().getNodeDefList())
        .extracting(NodeDef::getOp)
        .contains("Erf")
        .doesNotContain("Cast");
  }

  @Test
  void whatIsComputedEntryByEntryFromOneLargeValueIsComputedAgainNotKept() {
    Tensor hidden = Nn.linear(X, WEIGHT, BIAS);
    Tensor later = hidden.exp().matmul(WEIGHT).plus(hidden);
    List<Cluster> clusters = clusters(plan(Precision.BF16, later.matmul(WEIGHT)));

    assertThat(clusters).hasSize(2);
    assertThat(clusters.get(0).outputs()).isEmpty();
    assertThat(clusters.get(1).nodes()).filteredOn(node -> node.op() instanceof Op.Add).hasSize(2);
  }

  @Test
  void whatIsMadeOfTwoLargeValuesIsKept() {
    Tensor sum = Nn.linear(X, WEIGHT, BIAS).plus(X);
    Tensor later = sum.exp().matmul(WEIGHT).plus(sum);
    List<Cluster> clusters = clusters(plan(Precision.BF16, later.matmul(WEIGHT)));

    assertThat(clusters.get(0).outputs()).hasSize(1);
    assertThat(clusters.get(1).nodes()).filteredOn(node -> node.op() instanceof Op.Add).hasSize(1);
  }

  @Test
  void whatCostsMuchAndIsWrittenAsAFactorIsReadNotComputedAgain() {
    Tensor slope = Nn.linear(X, WEIGHT, BIAS).exp().times(X);
    Tensor wide = parameter("wide", 128, 64);
    Tensor factor = slope.reshape(32, 128).matmul(wide);
    List<Fusion.Unit> units =
        plan(Precision.BF16, factor, Nn.standardize(slope, 1e-5, -1).matmul(WEIGHT));
    List<Cluster> clusters = clusters(units);

    assertThat(clusters).hasSize(2);
    assertThat(clusters.get(0).outputs()).isEmpty();
    assertThat(clusters.get(0).narrowOutputs()).isEqualTo(clusters.get(1).inputs()).hasSize(1);
    assertThat(clusters.get(1).nodes()).noneMatch(node -> node.op() instanceof Op.Exp);
  }

  @Test
  void whatIsWantedAsItIsComputedIsNotRoundedToAFactor() {
    Tensor slope = Nn.linear(X, WEIGHT, BIAS).exp();
    Tensor normal = Nn.standardize(slope, 1e-5, -1);
    List<Cluster> clusters =
        clusters(plan(Precision.BF16, slope, slope.matmul(WEIGHT), normal.matmul(WEIGHT)));

    assertThat(clusters.get(0).outputs()).contains(slope);
  }

  @Test
  void aRowIsAddedUpByPartsWithinAFunction() {
    Tensor rows = Tensor.input("rows", TensorType.float32(64, 192));
    List<NodeDef> nodes =
        ClusterFunction.of(
                only(plan(Precision.FLOAT32, rows.exp().sum(-1))),
                List.of(false),
                Precision.FLOAT32)
            .definition()
            .getNodeDefList();

    assertThat(nodes).extracting(NodeDef::getOp).filteredOn("Slice"::equals).hasSize(3);
    assertThat(nodes).extracting(NodeDef::getOp).filteredOn("AddV2"::equals).hasSize(2);
  }

  @Test
  void aSingleNumberJoinsNothing() {
    Tensor scale = X.sumAll().exp();
    List<Cluster> clusters =
        clusters(plan(Precision.FLOAT32, X.exp().times(scale), WEIGHT.exp().times(scale)));

    assertThat(clusters)
        .filteredOn(cluster -> cluster.outputs().get(0).shape().elements() > 1)
        .hasSize(2);
  }

  @Test
  void everyUnitComesAfterThoseItReads() {
    Tensor y = X;
    for (int i = 0; i < 3; i++) {
      y = Nn.standardize(y.plus(Nn.gelu(Nn.linear(y, WEIGHT, BIAS))), 1e-5, -1);
    }
    List<Tensor> written = new ArrayList<>();
    for (Fusion.Unit unit : plan(Precision.BF16, y.matmul(X), y.sumAll())) {
      if (unit instanceof Fusion.Unit.Fused fused) {
        assertThat(written).containsAll(fused.cluster().inputs());
        written.addAll(fused.cluster().outputs());
        written.addAll(fused.cluster().narrowOutputs());
      } else if (unit instanceof Fusion.Unit.Single single) {
        assertThat(written).containsAll(single.node().inputs());
        written.add(single.node());
      }
    }
  }

  @Test
  void equalClustersAreOneFunction() {
    Tensor other = Tensor.input("y", TensorType.float32(64, 64));
    Tensor larger = Tensor.input("z", TensorType.float32(64, 96));
    assertThat(name(Nn.gelu(X))).isEqualTo(name(Nn.gelu(other))).startsWith("gelu_");
    assertThat(name(Nn.gelu(larger))).isNotEqualTo(name(Nn.gelu(X)));
    assertThat(name(Nn.standardize(X, 1e-5, 1))).isNotEqualTo(name(Nn.standardize(X, 1e-6, 1)));
  }

  @Test
  void whatXlaRefusesIsNotFusedAndTheRestIs() {
    Cluster gelu = only(plan(Precision.FLOAT32, Nn.gelu(X)));
    Cluster norm = only(plan(Precision.FLOAT32, Nn.standardize(X, 1e-5, -1)));
    ClusterFunction refused =
        throughText(ClusterFunction.of(gelu, List.of(false), Precision.FLOAT32));
    ClusterFunction taken = ClusterFunction.of(norm, List.of(false), Precision.FLOAT32);
    try (TensorFlowSession session = new TensorFlowSession(ConfigProto.getDefaultInstance())) {
      CompiledClusters clusters = new CompiledClusters(session);

      assertThat(clusters.compile(Map.of(refused, gelu, taken, norm))).isFalse();
      assertThat(clusters.isRefused(refused)).isTrue();
      assertThat(clusters.isRefused(taken)).isFalse();
      assertThat(clusters.spent()).isPositive();
    }
  }

  @Test
  void reductionsThatXlaWouldPadAreNotFused() {
    Tensor padded = Tensor.input("padded", TensorType.float32(3, 197));
    Tensor windows = Tensor.input("windows", TensorType.float32(3, 192));
    assertThat(Fusible.is(padded.sum(-1))).isFalse();
    assertThat(Fusible.is(windows.sum(-1))).isTrue();
  }

  @Test
  void softmaxIsKnownByMoreThanItsName() {
    Composite other = Composite.define("softmax", List.of(X), in -> List.of(in.get(0).exp()));
    assertThat(Kernels.take(composite(Nn.softmax(X)))).isTrue();
    assertThat(Kernels.take(other)).isFalse();
  }

  @Test
  void theKernelOfCtcTakesNoOtherCompositeOfItsName() {
    Tensor logits = Tensor.input("logits", TensorType.float32(2, 3, 4));
    Tensor labels = Tensor.input("labels", TensorType.int32(2, 2));
    Tensor frames = Tensor.input("frames", TensorType.float32(2, 1));
    List<Composite> taken =
        Traversal.inputsFirst(List.of(Nn.ctcLoss(logits, labels, frames, 0))).stream()
            .filter(node -> node.op() instanceof Op.Call)
            .map(FusionTest::composite)
            .filter(CtcKernel::takes)
            .toList();
    assertThat(taken).hasSize(1);
    String name = taken.get(0).name();
    Composite other = Composite.define(name, List.of(X), in -> List.of(in.get(0).exp()));
    assertThat(CtcKernel.takes(other)).isFalse();
  }

  private static List<Fusion.Unit> plan(Precision precision, Tensor... roots) {
    return Fusion.plan(Inlined.of(List.of(roots), Kernels::take), precision, Set.of());
  }

  private static List<Cluster> clusters(List<Fusion.Unit> units) {
    return units.stream()
        .filter(Fusion.Unit.Fused.class::isInstance)
        .map(unit -> ((Fusion.Unit.Fused) unit).cluster())
        .toList();
  }

  private static Cluster only(List<Fusion.Unit> units) {
    assertThat(clusters(units)).hasSize(1);
    return clusters(units).get(0);
  }

  /** The function with its result taken through strings, which XLA does not know. */
  private static ClusterFunction throughText(ClusterFunction function) {
    NodeDef text =
        NodeDef.newBuilder()
            .setName("text")
            .setOp("AsString")
            .addInput(function.definition().getRetOrThrow("out0"))
            .putAttr("T", Attributes.of(DataType.DT_FLOAT))
            .build();
    NodeDef number =
        NodeDef.newBuilder()
            .setName("number")
            .setOp("StringToNumber")
            .addInput("text:output:0")
            .putAllAttr(Map.of("out_type", Attributes.of(DataType.DT_FLOAT)))
            .build();
    return new ClusterFunction(
        function.definition().toBuilder()
            .addNodeDef(text)
            .addNodeDef(number)
            .putRet("out0", "number:output:0")
            .build(),
        function.takes(),
        function.gives());
  }

  private static Composite composite(Tensor call) {
    return ((Op.Call) call.op()).composite();
  }

  private static Tensor parameter(String path, int... sizes) {
    return Tensor.parameter(path, Init.zeros(), Shape.of(sizes));
  }

  private static String name(Tensor result) {
    Cluster cluster = only(plan(Precision.FLOAT32, result));
    return ClusterFunction.of(cluster, List.of(false), Precision.FLOAT32).name();
  }
}
