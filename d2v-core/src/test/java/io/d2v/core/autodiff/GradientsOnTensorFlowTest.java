package io.d2v.core.autodiff;

import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;

import io.d2v.api.backend.Backend;
import io.d2v.api.graph.DType;
import io.d2v.api.graph.Tensor;
import io.d2v.core.recipe.RecipeReader;
import io.d2v.testkit.Comparison;
import io.d2v.testkit.CompositeCases;
import io.d2v.testkit.GraphCase;
import io.d2v.testkit.OperationCases;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradient of each operation and composite, fused where TensorFlow fuses it. */
@TestInstance(PER_CLASS)
class GradientsOnTensorFlowTest {
  private final Backend backend =
      ServiceLoader.load(Backend.Provider.class)
          .findFirst()
          .orElseThrow()
          .create(RecipeReader.section("backend", "{device: cpu, precision: float32}"));

  @AfterAll
  void close() {
    backend.close();
  }

  static Stream<GraphCase> cases() {
    return Stream.concat(OperationCases.all().stream(), CompositeCases.all().stream());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void areThoseOnTheReference(GraphCase each) {
    List<Tensor> inputs = each.inputs();
    Tensor result = each.result(inputs);
    Tensor weights = Tensor.input("weights", result.type());
    Tensor loss = result.times(weights).sumAll();
    List<Tensor> fetches = new ArrayList<>();
    fetches.add(loss);
    fetches.addAll(Gradients.of(loss, inputs.stream().filter(this::isReal).toList()));
    Map<String, double[]> feeds = each.feeds(20260103);
    feeds.put("weights", weights(result.shape().elements()));
    new Comparison(backend, 1e-5).assertEqual(fetches, feeds);
  }

  private boolean isReal(Tensor input) {
    return input.type().dtype() == DType.FLOAT32;
  }

  private static double[] weights(int entries) {
    return new SplittableRandom(3).doubles(entries, 0.1, 1).map(entry -> (float) entry).toArray();
  }
}
