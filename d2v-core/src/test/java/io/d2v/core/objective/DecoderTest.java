package io.d2v.core.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.Grid;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.core.objective.DecoderSettings.Padding;
import io.d2v.core.objective.DecoderSettings.Positions;
import io.d2v.testkit.reference.ReferenceBackend;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecoderTest {
  private static final int WIDTH = 4;
  private static final int WHOLE = 7;
  private static final int VALID = 5;

  @ParameterizedTest
  @EnumSource
  void whatIsLeftOutDoesNotChangeWhatASampleGives(Padding padding) {
    double[] tokens = new SplittableRandom(1).doubles(WHOLE * WIDTH, -1, 1).toArray();
    float[] valid = new float[WHOLE];
    Arrays.fill(valid, 0, VALID, 1);
    double[] padded =
        decode(
            padding,
            WHOLE,
            Optional.of(Tensor.constant(Array.of(Shape.of(1, WHOLE), valid))),
            tokens);
    double[] alone = decode(padding, VALID, Optional.empty(), Arrays.copyOf(tokens, VALID * WIDTH));

    double[] found = Arrays.copyOf(padded, VALID * WIDTH);
    if (padding == Padding.LEFT_OUT) {
      assertThat(found).containsExactly(alone, within(1e-12));
    } else {
      assertThat(found).isNotEqualTo(alone);
      assertThat(found[0]).as("far from the end").isCloseTo(alone[0], within(1e-12));
    }
  }

  private static double[] decode(
      Padding padding, int count, Optional<Tensor> valid, double[] tokens) {
    DecoderSettings settings =
        new DecoderSettings(6, 2, 3, 2, 0, true, Positions.NONE, padding, 1, 2);
    Tensor fed = Tensor.input("tokens", TensorType.float32(1, count, WIDTH));
    Tensor decoded =
        new Decoder(settings, Grid.line(count)).apply(Scope.of("decoder"), fed, valid); // [1, T, D]
    Program program = Program.of("decoder", List.of(decoded));
    ReferenceBackend backend = new ReferenceBackend();
    for (Tensor node : program.nodes()) {
      if (node.op() instanceof Op.Parameter parameter) {
        SplittableRandom random = new SplittableRandom(parameter.path().hashCode());
        backend.write(
            parameter.path(),
            Array.of(node.shape(), parameter.init().sample(node.shape(), random)));
      }
    }
    return backend.run(program, Map.of("tokens", tokens)).get(0);
  }
}
