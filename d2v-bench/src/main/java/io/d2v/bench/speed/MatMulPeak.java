package io.d2v.bench.speed;

import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The fastest that this backend multiplies matrices: what a step's speed is a share of. */
final class MatMulPeak {
  private static final int SIZE = 2048;
  private static final int CHAIN = 8;
  private static final int ROUNDS = 5;
  private static final String PARAMETER = "benchmark.matrix";

  private MatMulPeak() {}

  /** Operations a second, the best of several rounds of chained square products. */
  static double measure(Backend backend) {
    float[] entries = new float[SIZE * SIZE];
    Arrays.fill(entries, 1f / SIZE);
    backend.write(PARAMETER, Array.of(Shape.of(SIZE, SIZE), entries));
    Tensor matrix = Tensor.parameter(PARAMETER, Init.zeros(), Shape.of(SIZE, SIZE));
    Tensor product = matrix;
    for (int i = 0; i < CHAIN; i++) {
      product = product.matmul(matrix);
    }
    Program program =
        Program.of("peak", List.of(product.slice(new int[] {0, 0}, new int[] {1, 1})));
    double best = Double.POSITIVE_INFINITY;
    try (Executable executable = backend.compile(program)) {
      executable.run(Map.of());
      for (int i = 0; i < ROUNDS; i++) {
        long start = System.nanoTime();
        executable.run(Map.of());
        best = Math.min(best, (System.nanoTime() - start) / 1e9);
      }
    }
    return 2.0 * SIZE * SIZE * SIZE * CHAIN / best;
  }
}
