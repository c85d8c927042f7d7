package io.d2v.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.core.autodiff.Gradients;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Loss and gradient of CTC are torch's, where what can't be counts nothing (zero_infinity). */
class GoldenCtcTest {
  /** Of a gradient's largest entry, and of a loss. */
  private static final double TOLERANCE = 1e-4;

  /** What one batch gives. */
  private record Computed(Array losses, Array gradient) {}

  @ParameterizedTest
  @EnumSource
  void batchesWithPaddingAndImpossibleTargets(Backends backends) {
    Map<String, Array> golden = Fixtures.of("stats").tensors("ctc");
    assertThat(golden).containsKey("0.logits");
    for (int i = 0; golden.containsKey(i + ".logits"); i++) {
      Array logits = golden.get(i + ".logits");
      Computed computed =
          compute(
              backends,
              logits,
              golden.get(i + ".labels"),
              golden.get(i + ".input_lengths").ints(),
              0);
      assertClose(computed.losses(), golden.get(i + ".loss_per_row").floats());
      assertClose(computed.gradient(), golden.get(i + ".grad_logits").floats());
    }
  }

  @ParameterizedTest
  @EnumSource
  void targetsWithoutLettersAndWithRepeatedOnes(Backends backends) {
    Map<String, Array> golden = Fixtures.of("frontend").tensors("ctc_loss");
    JsonNode cases = Fixtures.of("frontend").json("ctc_wer").get("ctc_loss");
    assertThat(cases).isNotEmpty();
    for (JsonNode each : cases) {
      String name = each.get("name").asString();
      if (each.get("zero_infinity").asBoolean()) {
        Array logits = exchanged(golden.get(name.substring(0, name.indexOf('_')) + ".logits"));
        Computed computed =
            compute(
                backends,
                logits,
                labels(each.get("targets")),
                ints(each.get("input_lengths")),
                each.get("blank").asInt());
        assertClose(computed.losses(), floats(each.get("loss_none")));
        assertClose(
            computed.gradient(), exchanged(golden.get(name + ".grad_logits_of_sum")).floats());
      }
    }
  }

  private static Computed compute(
      Backends backends, Array logits, Array labels, int[] lengths, int blank) {
    Tensor scores = Tensor.input("logits", logits.type());
    Tensor frames = Tensor.input("frames", TensorType.float32(lengths.length, 1));
    Tensor targets = Tensor.input("labels", labels.type());
    Tensor losses = Nn.ctcLoss(scores, targets, frames, blank);
    Tensor gradient = Gradients.of(losses.sumAll(), List.of(scores)).get(0);
    float[] real = new float[lengths.length];
    for (int b = 0; b < real.length; b++) {
      real[b] = lengths[b];
    }
    try (Backend backend = backends.open();
        Executable executable = backend.compile(Program.of("ctc", List.of(losses, gradient)))) {
      List<Array> fetched =
          executable.run(
              Map.of(
                  "logits",
                  logits,
                  "labels",
                  labels,
                  "frames",
                  Array.of(Shape.of(real.length, 1), real)));
      return new Computed(fetched.get(0), fetched.get(1));
    }
  }

  private static void assertClose(Array computed, float... golden) {
    double largest = 1e-3;
    for (float value : golden) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(computed.floats()).containsExactly(golden, within((float) (TOLERANCE * largest)));
  }

  private static Array labels(JsonNode targets) {
    int longest = 1;
    for (JsonNode target : targets) {
      longest = Math.max(longest, target.size());
    }
    int[] labels = new int[targets.size() * longest];
    Arrays.fill(labels, -1);
    for (int b = 0; b < targets.size(); b++) {
      int[] target = ints(targets.get(b));
      System.arraycopy(target, 0, labels, b * longest, target.length);
    }
    return Array.of(Shape.of(targets.size(), longest), labels);
  }

  /** With the first two axes exchanged. */
  private static Array exchanged(Array array) {
    int rows = array.shape().size(0);
    int columns = array.shape().size(1);
    int width = array.shape().size(2);
    float[] moved = new float[array.floats().length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        System.arraycopy(
            array.floats(),
            (row * columns + column) * width,
            moved,
            (column * rows + row) * width,
            width);
      }
    }
    return Array.of(Shape.of(columns, rows, width), moved);
  }

  private static int[] ints(JsonNode list) {
    int[] values = new int[list.size()];
    Arrays.setAll(values, i -> list.get(i).asInt());
    return values;
  }

  private static float[] floats(JsonNode list) {
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) list.get(i).asDouble();
    }
    return values;
  }
}
