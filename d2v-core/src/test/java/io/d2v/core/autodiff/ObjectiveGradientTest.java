package io.d2v.core.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.TargetBuilder;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.core.model.Memory;
import io.d2v.core.model.Transformer;
import io.d2v.core.model.TransformerSettings;
import io.d2v.core.model.TransformerSettings.Norm;
import io.d2v.core.model.TransformerSettings.Weights;
import io.d2v.core.objective.Data2Vec;
import io.d2v.core.objective.MaskedBatch;
import io.d2v.core.objective.ObjectiveSettings;
import io.d2v.core.objective.Regression;
import io.d2v.testkit.Operand;
import io.d2v.testkit.reference.ReferenceBackend;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole objective of a small transformer, differentiated towards each student parameter. */
class ObjectiveGradientTest {
  static final int BATCH = 2;
  private static final int WIDTH = 8;
  private static final int HEADS = 2;

  private static final TargetBuilder TARGETS =
      (teacher, valid) ->
          Nn.standardize(
              teacher.get(0).feedForward().plus(teacher.get(1).output()), 1e-5, 1); // [B, T, D]

  @ParameterizedTest
  @EnumSource
  void preNormWithLayerScaleDropPathAndASharedBias(Memory memory) {
    TransformerSettings settings =
        new TransformerSettings(
            WIDTH,
            2,
            HEADS,
            Optional.of(12),
            Norm.PRE,
            Optional.of(0.1),
            false,
            0,
            0,
            0,
            0.3,
            0,
            1e-5,
            Weights.XAVIER,
            Optional.empty());
    assertGradients(new Transformer(settings, memory), 0, 1, LineEncoder.of(false, 1));
  }

  @ParameterizedTest
  @EnumSource
  void postNormWithDropoutEverywhereABiasForEachBlockPaddingAndAttentionInRows(Memory memory) {
    TransformerSettings settings =
        new TransformerSettings(
            WIDTH,
            2,
            HEADS,
            Optional.empty(),
            Norm.POST,
            Optional.empty(),
            true,
            0.2,
            0.2,
            0.2,
            0,
            0.2,
            1e-5,
            Weights.XAVIER,
            Optional.of(2));
    assertGradients(new Transformer(settings, memory), 2, 2, LineEncoder.of(true, 0));
  }

  private static void assertGradients(
      Transformer transformer, double beta, int headLayers, LineEncoder encoder) {
    Data2Vec objective =
        new Data2Vec(
            encoder,
            transformer,
            TARGETS,
            new Regression(
                new ObjectiveSettings(beta, Optional.empty(), headLayers, 0.9, 0.99, 10)));
    MaskedBatch batch = MaskedBatch.of(encoder, BATCH, 3);
    Tensor key = Tensor.input("key", TensorType.int32(2));
    Tensor loss = objective.apply(batch, key).loss();
    Program program = Program.of("loss", List.of(loss));
    ReferenceBackend backend = withRandomParameters(program);
    List<Tensor> student =
        program.nodes().stream().filter(ObjectiveGradientTest::isStudent).toList();
    assertThat(student).hasSizeGreaterThan(25);
    new FiniteDifferences(loss, feeds(program), backend).assertEqualGradients(student);
  }

  private static boolean isStudent(Tensor node) {
    return node.op() instanceof Op.Parameter parameter
        && parameter.path().startsWith(Data2Vec.STUDENT + ".");
  }

  static ReferenceBackend withRandomParameters(Program program) {
    ReferenceBackend backend = new ReferenceBackend();
    program
        .parameters()
        .forEach(
            (path, type) -> {
              SplittableRandom random = new SplittableRandom(path.hashCode());
              double[] entries = Operand.between(-0.5, 0.5, type.shape().sizes()).draw(random);
              backend.write(path, type.shape(), entries);
            });
    return backend;
  }

  static Map<String, double[]> feeds(Program program) {
    Map<String, double[]> feeds = new HashMap<>();
    feeds.put("key", new double[] {11, 12});
    feeds.put("line", Operand.real(BATCH, LineEncoder.TOKENS, 3).draw(new SplittableRandom(1)));
    feeds.put("valid", new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 0});
    feeds.put("mask", new double[] {0, 1, 1, 0, 1, 1, 0, 1, 0, 0});
    feeds.put("rows", new double[] {1, 2, 4, 5, 7, 5});
    feeds.put("counted", new double[] {1, 1, 1, 1, 1, 0});
    feeds.keySet().retainAll(program.inputs().keySet());
    return feeds;
  }
}
