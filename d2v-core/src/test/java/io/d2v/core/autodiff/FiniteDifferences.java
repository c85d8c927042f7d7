package io.d2v.core.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import io.d2v.testkit.reference.ReferenceBackend;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds the gradients of a loss to central finite differences in double precision. */
record FiniteDifferences(Tensor loss, Map<String, double[]> feeds) {
  private static final double STEP = 1e-5;
  private static final double RELATIVE = 1e-6;

  /** Below this a gradient is rounding error, whatever it is compared with. */
  private static final double SMALL = 1e-3;

  /** Compares every entry of every gradient, relative to the gradient's largest. */
  void assertEqualGradients(List<Tensor> inputs) {
    List<Tensor> gradients = Gradients.of(loss, inputs);
    for (int i = 0; i < inputs.size(); i++) {
      assertThat(gradients.get(i).type()).isEqualTo(inputs.get(i).type());
      double[] written = evaluate(gradients.get(i), feeds);
      double[] measured = differences(inputs.get(i));
      double largest = Arrays.stream(measured).map(Math::abs).max().orElseThrow();
      assertThat(written)
          .as("gradient towards " + inputs.get(i))
          .containsExactly(measured, within(RELATIVE * Math.max(largest, SMALL)));
    }
  }

  private double[] differences(Tensor input) {
    String name = ((Op.Input) input.op()).name();
    double[] differences = new double[input.shape().elements()];
    for (int entry = 0; entry < differences.length; entry++) {
      double above = lossWith(name, entry, STEP);
      double below = lossWith(name, entry, -STEP);
      differences[entry] = (above - below) / (2 * STEP);
    }
    return differences;
  }

  private double lossWith(String name, int entry, double moved) {
    Map<String, double[]> others = new HashMap<>(feeds);
    others.computeIfPresent(name, (any, entries) -> entries.clone())[entry] += moved;
    return evaluate(loss, others)[0];
  }

  private static double[] evaluate(Tensor tensor, Map<String, double[]> feeds) {
    return new ReferenceBackend().evaluate(tensor, feeds);
  }
}
