package io.d2v.core.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import io.d2v.testkit.reference.ReferenceBackend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Holds the gradients of a loss to central finite differences in double precision. */
record FiniteDifferences(Tensor loss, Map<String, double[]> feeds, ReferenceBackend backend) {
  private static final double STEP = 1e-5;
  private static final double RELATIVE = 1e-6;

  /** Below this a gradient is rounding error, whatever it is compared with. */
  private static final double SMALL = 1e-3;

  /** Up to this size every entry is moved by itself; above it, all at once in random directions. */
  private static final int SINGLE_ENTRIES = 120;

  private static final int DIRECTIONS = 3;

  /** Compares the gradients towards inputs or parameters. */
  void assertEqualGradients(List<Tensor> leaves) {
    List<Tensor> gradients = Gradients.of(loss, leaves);
    for (int i = 0; i < leaves.size(); i++) {
      Tensor leaf = leaves.get(i);
      assertThat(gradients.get(i).type()).isEqualTo(leaf.type());
      double[] written = backend.evaluate(gradients.get(i), feeds);
      List<double[]> directions = directions(leaf.shape().elements());
      double[] along = directions.stream().mapToDouble(d -> product(written, d)).toArray();
      double[] measured = directions.stream().mapToDouble(d -> difference(leaf, d)).toArray();
      double largest = Arrays.stream(measured).map(Math::abs).max().orElseThrow();
      assertThat(along)
          .as("gradient towards " + leaf)
          .containsExactly(measured, within(RELATIVE * Math.max(largest, SMALL)));
    }
  }

  private static List<double[]> directions(int entries) {
    List<double[]> directions = new ArrayList<>();
    if (entries <= SINGLE_ENTRIES) {
      for (int i = 0; i < entries; i++) {
        directions.add(new double[entries]);
        directions.get(i)[i] = 1;
      }
    } else {
      SplittableRandom random = new SplittableRandom(entries);
      for (int i = 0; i < DIRECTIONS; i++) {
        directions.add(random.doubles(entries, -1, 1).toArray());
      }
    }
    return directions;
  }

  private double difference(Tensor leaf, double... direction) {
    return (lossAt(leaf, STEP, direction) - lossAt(leaf, -STEP, direction)) / (2 * STEP);
  }

  private double lossAt(Tensor leaf, double step, double... direction) {
    if (leaf.op() instanceof Op.Parameter parameter) {
      double[] before = backend.readExactly(parameter.path());
      backend.write(parameter.path(), leaf.shape(), moved(before, step, direction));
      double loss = backend.evaluate(loss(), feeds)[0];
      backend.write(parameter.path(), leaf.shape(), before);
      return loss;
    }
    Map<String, double[]> others = new HashMap<>(feeds);
    others.computeIfPresent(
        ((Op.Input) leaf.op()).name(), (name, entries) -> moved(entries, step, direction));
    return backend.evaluate(loss, others)[0];
  }

  private static double[] moved(double[] entries, double step, double... direction) {
    double[] moved = entries.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += step * direction[i];
    }
    return moved;
  }

  private static double product(double[] a, double... b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
