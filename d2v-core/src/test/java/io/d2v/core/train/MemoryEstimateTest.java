package io.d2v.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.Tokens;
import io.d2v.api.backend.Program;
import io.d2v.api.backend.RunPlan;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Recomputation;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.core.autodiff.Gradients;
import io.d2v.core.model.Transformer;
import io.d2v.core.model.TransformerSettings;
import io.d2v.core.recipe.RecipeReader;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class MemoryEstimateTest {
  private static final int ROWS = 64;
  private static final int WIDTH = 32;
  private static final long ACTIVATION = 4L * ROWS * WIDTH;
  private static final long WEIGHT = 4L * WIDTH * WIDTH;

  private final Tensor x = Tensor.input("x", TensorType.float32(ROWS, WIDTH));

  @Test
  void parametersCountOnceHoweverManyProgramsReadThem() {
    Program program = Program.of("p", List.of(x.matmul(weight(0)).sumAll()));
    assertThat(MemoryEstimate.parameters(List.of(program, program))).isEqualTo(WEIGHT);
  }

  @Test
  void aValueIsGivenUpAfterItsLastUse() {
    Tensor y = x;
    for (int i = 0; i < 10; i++) {
      y = y.matmul(weight(i));
    }
    assertThat(values(y.sumAll(), false)).isEqualTo(2 * ACTIVATION);
  }

  @Test
  void aFactorIsCastOnceAndKeptInsteadOfWhatItIsCastFrom() {
    Tensor y = x.exp().matmul(weight(0)).sumAll();
    long casts = ACTIVATION / 2 + WEIGHT / 2;
    assertThat(values(y, true)).isEqualTo(ACTIVATION + casts);
  }

  @Test
  void elementwiseOperationsTakeTheirInputsPlace() {
    long sum = 4;
    assertThat(values(x.exp().negate().plus(1).exp().sumAll(), false)).isEqualTo(ACTIVATION + sum);
  }

  @Test
  void equalOperationsAreOne() {
    Tensor twice = x.matmul(weight(0)).plus(x.matmul(weight(0)));
    Tensor once = x.matmul(weight(0));
    assertThat(values(twice.sumAll(), false)).isEqualTo(values(once.plus(once).sumAll(), false));
  }

  @Test
  void whatABackendSaysItHoldsCountsInsteadOfTheGraph() {
    RunPlan.Operation made = operation(List.of(), List.of(), 100);
    RunPlan.Operation first = operation(List.of(0), List.of(), 10);
    RunPlan.Operation second = operation(List.of(0), List.of(), 20);
    RunPlan.Operation awaits = operation(List.of(1), List.of(2), 120);
    // the first two results lie beside what both are of; what is only awaited is gone by then
    assertThat(values(new RunPlan(1000, false, List.of(), List.of(made, first, second, awaits))))
        .isEqualTo(1000 + 10 + 120);
    assertThat(values(new RunPlan(1000, false, List.of(), List.of(made, first, second))))
        .isEqualTo(1000 + 120);
  }

  @Test
  void ofAPoolWhatWasTakenWhenProgramsWereCompiledIsThereAlready() {
    long mib = 1 << 20;
    RunPlan.Operation value = operation(List.of(), List.of(), 5 * mib);
    assertThat(values(new RunPlan(0, true, List.of(), List.of(value)))).isEqualTo(5 * mib);
    assertThat(values(new RunPlan(0, true, List.of(3 * mib), List.of(value)))).isEqualTo(5 * mib);
    assertThat(values(new RunPlan(0, true, List.of(6 * mib), List.of(value)))).isZero();
  }

  private static RunPlan.Operation operation(
      List<Integer> inputs, List<Integer> awaited, long bytes) {
    return new RunPlan.Operation(inputs, awaited, bytes, false, false);
  }

  private static long values(RunPlan plan) {
    Program any = Program.of("p", List.of(weight(0)));
    return MemoryEstimate.values(List.of(any), program -> plan);
  }

  @Test
  void theGradientOfBlocksKeepsTheirValuesAndThatOfRecomputedOnesTheirInputs() {
    int blocks = 12;
    long kept = values(gradient(blocks, false), false);
    long again = values(gradient(blocks, true), false);
    long inputs = blocks * ACTIVATION;
    assertThat(kept).isGreaterThan(2 * inputs);
    assertThat(again).isBetween(inputs, inputs + 8 * ACTIVATION);
  }

  @Test
  void attentionInRowsGrowsWithTheTokensAndAtOnceWithTheirSquare() {
    assertThat((double) attention(1024, "16") / attention(512, "16")).isBetween(1.8, 2.2);
    assertThat((double) attention(1024, "1024") / attention(512, "1024")).isBetween(3.5, 4.1);
  }

  private static long attention(int tokens, String rows) {
    TransformerSettings settings =
        RecipeReader.section(
                "transformer", "{width: 8, layers: 1, heads: 4, attention_rows: " + rows + "}")
            .as(TransformerSettings.class, MethodHandles.lookup());
    Tensor values = Tensor.input("values", TensorType.float32(1, tokens, 8));
    Scope scope = Scope.of("student").training(Tensor.input("key", TensorType.int32(2)));
    Tensor last =
        new Transformer(settings)
            .apply(scope, Tokens.plain(values), Optional.empty(), UnaryOperator.identity())
            .last();
    return values(Gradients.of(last.square().sumAll(), List.of(values)).get(0).sumAll(), false);
  }

  private Tensor gradient(int blocks, boolean recomputed) {
    Tensor y = x;
    for (int i = 0; i < blocks; i++) {
      int number = i;
      y =
          recomputed
              ? Recomputation.of("block", List.of(y), in -> List.of(block(in.get(0), number)))
                  .get(0)
              : block(y, i);
    }
    return Gradients.of(y.square().sumAll(), List.of(x)).get(0).sumAll();
  }

  private static Tensor block(Tensor y, int number) {
    return Nn.gelu(Nn.gelu(y.matmul(weight(number))).matmul(weight(-1 - number)));
  }

  private static Tensor weight(int number) {
    return Tensor.parameter("w" + number, Init.zeros(), Shape.of(WIDTH, WIDTH));
  }

  private static long values(Tensor root, boolean bf16) {
    return MemoryEstimate.values(
        List.of(Program.of("p", List.of(root))), program -> MemoryEstimate.plan(program, bf16));
  }
}
