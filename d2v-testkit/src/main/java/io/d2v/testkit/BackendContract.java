package io.d2v.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.d2v.api.backend.Program;
import io.d2v.api.graph.DType;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.testkit.reference.Entries;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What a backend has to keep. Extend it and say how to create yours: every operation and composite
 * is compared with the reference backend, and each promise of {@link io.d2v.api.backend.Backend}
 * and {@link io.d2v.api.backend.Executable} is tried.
 */
public abstract class BackendContract extends BackendPromises {
  private static final long SEED = 20260102;

  /** For subclasses. */
  protected BackendContract() {}

  /**
   * How far a result may be from the reference, relative to its largest entry. A backend that
   * computes matrix products in less than 32 bits allows more.
   */
  protected double tolerance(GraphCase compared) {
    return 1e-5;
  }

  @TestFactory
  Stream<DynamicTest> everyOperationGivesWhatTheReferenceGives() {
    return tests(OperationCases.all(), this::compare);
  }

  @TestFactory
  Stream<DynamicTest> everyCompositeGivesWhatItsBodyGivesInTheReference() {
    return tests(CompositeCases.all(), this::compare);
  }

  @TestFactory
  Stream<DynamicTest> everyBodyGivesTheSameWhenItIsNotFused() {
    return tests(CompositeCases.all(), this::compareUnfused);
  }

  @TestFactory
  Stream<DynamicTest> everyGradientOfACompositeGivesWhatTheReferenceGives() {
    return tests(
        CompositeCases.all().stream()
            .filter(each -> !OwnGradients.of(each, SEED).written().isEmpty())
            .toList(),
        this::compareOwnGradients);
  }

  @Test
  void aTransformerBlockGivesWhatTheReferenceGives() {
    compare(TransformerCase.BLOCK);
  }

  @Test
  void uniformNumbersAreTheReferencesBitForBit() {
    Tensor key = Tensor.input("key", TensorType.int32(2));
    new Comparison(backend(), 0)
        .assertEqual(
            List.of(
                Tensor.uniform(key, 0, 1),
                Tensor.uniform(key, 4_000_000_000L, 3, 333),
                Tensor.uniform(key, -1, 4096)),
            Map.of("key", new double[] {-123456789, 42}));
  }

  @Test
  void integersAndTruthsCanBeFetched() {
    Tensor x = Tensor.input("x", TensorType.float32(3));
    new Comparison(backend(), 0)
        .assertEqual(
            List.of(x.cast(DType.INT32), x.cast(DType.BOOL), x.less(Tensor.constant(1)), x, x),
            Map.of("x", new double[] {-1.5, 0, 2.5}));
  }

  @Test
  void theSameRunTwiceGivesTheSameBits() {
    GraphCase block = TransformerCase.BLOCK;
    Program program = Program.of("block", List.of(block.result(block.inputs())));
    Map<String, double[]> feeds = block.feeds(SEED);
    double[] first = Entries.of(comparison(block).run(program, feeds).get(0));
    assertThat(Entries.of(comparison(block).run(program, feeds).get(0))).isEqualTo(first);
  }

  private interface Check {
    void of(GraphCase each);
  }

  private static Stream<DynamicTest> tests(List<GraphCase> cases, Check check) {
    return cases.stream().map(each -> dynamicTest(each.toString(), () -> check.of(each)));
  }

  private void compare(GraphCase each) {
    comparison(each).assertEqual(List.of(each.result(each.inputs())), each.feeds(SEED));
  }

  private void compareUnfused(GraphCase each) {
    Tensor unfused = Unfused.of(each.result(each.inputs()));
    comparison(each).assertEqual(List.of(unfused), each.feeds(SEED));
  }

  private void compareOwnGradients(GraphCase each) {
    OwnGradients own = OwnGradients.of(each, SEED);
    comparison(each).assertEqual(own.written(), own.feeds());
  }

  private Comparison comparison(GraphCase each) {
    return new Comparison(backend(), tolerance(each));
  }
}
