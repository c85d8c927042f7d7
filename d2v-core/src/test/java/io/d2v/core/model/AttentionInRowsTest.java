package io.d2v.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.backend.Program;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.core.autodiff.Gradients;
import io.d2v.testkit.Operand;
import io.d2v.testkit.reference.ReferenceBackend;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attention some queries after the others is attention: in values and in each gradient. */
class AttentionInRowsTest {
  private static final int BATCH = 2;
  private static final int HEADS = 3;
  private static final int TOKENS = 7;
  private static final int SIZE = 4;
  private static final double SCALE = 0.5;

  private final Tensor key = Tensor.input("key", TensorType.int32(2));
  private final Scope scope = Scope.of("attention").training(key);
  private final List<Tensor> in = new ArrayList<>();
  private final Map<String, double[]> feeds = new HashMap<>();

  AttentionInRowsTest() {
    for (String name : List.of("q", "k", "v", "upstream")) {
      in.add(real(name, BATCH, HEADS, TOKENS, SIZE));
    }
  }

  private Tensor real(String name, int... sizes) {
    Operand operand = Operand.real(sizes);
    feeds.put(name, operand.draw(new SplittableRandom(name.hashCode())));
    return Tensor.input(name, operand.type());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 6, 7, 100})
  void equalsAttentionAtOnce(int rows) {
    assertEqual(rows, Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({"1,3,7,7", "2,3,7,7", "2,1,1,7", "1,1,1,7"})
  void equalsItWithABias(int batch, int heads, int queries, int keys) {
    assertEqual(3, Optional.of(real("bias", batch, heads, queries, keys)));
  }

  @Test
  void equalsItWithABiasOfThreeAxes() {
    assertEqual(2, Optional.of(real("bias", HEADS, TOKENS, TOKENS)));
  }

  @Test
  void dropsWeightsOfEachRows() {
    Tensor inRows =
        new AttentionInRows(4, SCALE, 0.5)
            .apply(scope, in.get(0), in.get(1), in.get(2), Optional.empty());
    Tensor weights = Nn.attentionWeights(in.get(0), in.get(1), Optional.empty(), SCALE);
    Tensor first = scope.dropout("weights.0", weights.range(2, 0, 4), 0.5);
    Tensor second = scope.dropout("weights.4", weights.range(2, 4, 3), 0.5);
    Tensor atOnce = Tensor.concatenate(2, List.of(first, second)).matmul(in.get(2));
    feeds.put("key", new double[] {5, 6});
    assertEqual(inRows, atOnce, Optional.empty());
  }

  private void assertEqual(int rows, Optional<Tensor> bias) {
    assertEqual(
        new AttentionInRows(rows, SCALE, 0).apply(scope, in.get(0), in.get(1), in.get(2), bias),
        Nn.attention(in.get(0), in.get(1), in.get(2), bias, SCALE),
        bias);
  }

  private void assertEqual(Tensor inRows, Tensor atOnce, Optional<Tensor> bias) {
    List<Tensor> wrt = new ArrayList<>(in.subList(0, 3));
    bias.ifPresent(wrt::add);
    List<double[]> ours = values(inRows, wrt);
    List<double[]> expected = values(atOnce, wrt);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(ours.get(i)).containsExactly(expected.get(i), within(1e-12));
    }
  }

  private List<double[]> values(Tensor heard, List<Tensor> wrt) {
    List<Tensor> wanted = new ArrayList<>(List.of(heard));
    wanted.addAll(Gradients.of(heard.times(in.get(3)).sumAll(), wrt));
    Program program = Program.of("attention", wanted);
    Map<String, double[]> taken = new HashMap<>(feeds);
    taken.keySet().retainAll(program.inputs().keySet());
    return new ReferenceBackend().run(program, taken);
  }
}
