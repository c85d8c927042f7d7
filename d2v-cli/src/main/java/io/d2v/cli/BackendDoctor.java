package io.d2v.cli;

import io.d2v.api.UserError;
import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Finding;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.DType;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.core.recipe.RecipeReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Asks a backend how it is, and has it compute what is known. */
final class BackendDoctor {
  private static final int ROWS = 8;
  private static final int COLUMNS = 4;

  /** Float32 has about seven digits. */
  private static final double TOLERANCE = 1e-5;

  private static final String REPORT = "report it to whoever made this backend";

  private BackendDoctor() {}

  static List<Diagnosis> look(Backend.Provider backend) {
    List<Diagnosis> found = new ArrayList<>();
    try {
      backend.examine().forEach(finding -> found.add(new Diagnosis(finding, ExitCode.DEVICE)));
    } catch (RuntimeException | LinkageError failed) {
      found.add(
          new Diagnosis(
              Finding.failure(backend.name(), "can't say how it is: " + failed, REPORT),
              ExitCode.PLUGIN));
    }
    found.add(computes(backend));
    return found;
  }

  private static Diagnosis computes(Backend.Provider provider) {
    String what = "computes";
    try (Backend backend = provider.create(RecipeReader.section("backend", ""))) {
      double error = error(backend);
      String found =
          String.format(
              Locale.ROOT,
              "%s: softmax of a product is off by %.1e at most, on %s",
              provider.name(),
              error,
              backend.device().description());
      return new Diagnosis(
          error <= TOLERANCE
              ? Finding.ok(what, found)
              : Finding.failure(what, found, "do not train here; try --set backend.device=cpu"),
          ExitCode.DEVICE);
    } catch (UserError meant) {
      return new Diagnosis(
          Finding.failure(what, provider.name() + ": " + meant.getMessage(), "see docs/gpu.md"),
          ExitCode.of(meant.kind()));
    } catch (RuntimeException | LinkageError failed) {
      return new Diagnosis(
          Finding.failure(what, provider.name() + " fails: " + failed, REPORT), ExitCode.DEVICE);
    }
  }

  /** The largest difference from what Java computes; infinite for what is no number. */
  private static double error(Backend backend) {
    float[] left = numbers(ROWS * COLUMNS, 3);
    float[] right = numbers(COLUMNS * COLUMNS, 5);
    Tensor x = Tensor.input("x", new TensorType(DType.FLOAT32, Shape.of(ROWS, COLUMNS)));
    Tensor y = Tensor.input("y", new TensorType(DType.FLOAT32, Shape.of(COLUMNS, COLUMNS)));
    Program program = Program.of("doctor", List.of(Nn.softmax(x.matmul(y)))); // [ROWS, COLUMNS]
    float[] computed;
    try (Executable executable = backend.compile(program)) {
      computed =
          executable
              .run(
                  Map.of(
                      "x", Array.of(Shape.of(ROWS, COLUMNS), left),
                      "y", Array.of(Shape.of(COLUMNS, COLUMNS), right)))
              .get(0)
              .floats();
    }
    double[] expected = softmaxOfProduct(left, right);
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      double off = Math.abs(computed[i] - expected[i]);
      worst = Double.isFinite(off) ? Math.max(worst, off) : Double.POSITIVE_INFINITY;
    }
    return worst;
  }

  private static double[] softmaxOfProduct(float[] left, float[] right) {
    double[] result = new double[ROWS * COLUMNS];
    for (int row = 0; row < ROWS; row++) {
      double sum = 0;
      for (int column = 0; column < COLUMNS; column++) {
        double product = 0;
        for (int i = 0; i < COLUMNS; i++) {
          product += left[row * COLUMNS + i] * right[i * COLUMNS + column];
        }
        result[row * COLUMNS + column] = Math.exp(product);
        sum += result[row * COLUMNS + column];
      }
      for (int column = 0; column < COLUMNS; column++) {
        result[row * COLUMNS + column] /= sum;
      }
    }
    return result;
  }

  /** Quarters from -1 to 1, whose products no precision rounds. */
  private static float[] numbers(int count, int stride) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (i * stride % 9 - 4) / 4f;
    }
    return numbers;
  }
}
