package io.d2v.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.Sample;
import io.d2v.api.backend.Backend;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Shape;
import io.d2v.core.data.EvaluationFeeder;
import io.d2v.core.data.FeederSettings;
import io.d2v.core.data.Quarantine;
import io.d2v.core.embed.Samples;
import io.d2v.core.objective.Objective;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.recipe.RecipeReader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is shown of attention is what a block attends by. */
class AttentionWeightsTest {
  private static final Plugins PLUGINS = Plugins.discover();
  private static final int WIDTH = 8;
  private static final int HEADS = 2;
  private static final int SAMPLES = 2;
  private static final double EPSILON = 1e-5;

  @ParameterizedTest
  @CsvSource({
    "vision,vision-tiny,encoder.relative_bias=per_block,REFERENCE",
    "vision,vision-tiny,encoder.relative_bias=per_block,TENSORFLOW",
    "vision,vision-tiny,encoder.class_token=true,TENSORFLOW",
    "audio,v2-speech-tiny,encoder.channels=8,REFERENCE", // ALiBi with learned slopes
    "audio,v2-speech-tiny,encoder.channels=8,TENSORFLOW",
    "text,text-tiny,transformer.attention_rows=2,REFERENCE",
    "text,text-tiny,transformer.attention_rows=2,TENSORFLOW"
  })
  void itsValuesWeightedByThemAreWhatTheBlockAdds(
      String modality, String recipe, String setting, Backends backends) {
    Method method = method(modality, recipe, setting);
    Map<String, Array> weights = new TreeMap<>();
    ForwardPass.ofSize(method, SAMPLES)
        .parameters()
        .forEach((path, shape) -> weights.put(path, drawn(path, shape)));
    int tokens = method.objective().encoder().grid().tokens();
    EvaluationFeeder.Rows fed = rows(method, modality);
    try (Backend backend = backends.open();
        FeatureExtractor extractor =
            new FeatureExtractor(backend, method.objective(), Objective.STUDENT, SAMPLES)) {
      weights.forEach((path, array) -> backend.write(Objective.STUDENT + "." + path, array));

      FeatureExtractor.Attended attended = extractor.attended(0, 0, fed.inputs(), fed.valid());
      FeatureExtractor.Features features = extractor.features(0, fed.inputs(), fed.valid());

      int all = attended.extra() + tokens;
      assertThat(attended.weights().shape()).isEqualTo(Shape.of(SAMPLES, HEADS, all, all));
      assertThat(attended.tokens().floats()).isEqualTo(features.tokens().floats());
      for (int sample = 0; sample < SAMPLES; sample++) {
        int real = attended.extra() + fed.valid()[sample];
        double[][] x = rows(features.hidden().get(0), sample);
        double[][] added = added(x, attended.weights(), sample, real, weights);
        double[][] out = rows(features.hidden().get(1), sample);
        for (int token = 0; token < real; token++) {
          for (int d = 0; d < WIDTH; d++) {
            assertThat(out[token][d] - x[token][d])
                .as("sample %d, token %d, %d", sample, token, d)
                .isCloseTo(added[token][d], within(1e-4));
          }
        }
      }
    }
  }

  /** By hand: layer norm, values, their sums by the weights, and the projection of all heads. */
  private static double[][] added(
      double[][] x, Array attention, int sample, int real, Map<String, Array> parameters) {
    int all = x.length;
    int size = WIDTH / HEADS;
    String block = "transformer.blocks.0.";
    double[][] values = new double[all][WIDTH];
    for (int token = 0; token < all; token++) {
      double[] normal = normal(x[token], parameters, block + "norm1.");
      for (int d = 0; d < WIDTH; d++) {
        int row = 2 * WIDTH + d; // queries, keys, values
        values[token][d] =
            product(entry(parameters, block + "attention.qkv.weight"), row, normal)
                + bias(parameters, block + "attention.", row);
      }
    }
    double[][] added = new double[all][WIDTH];
    for (int token = 0; token < real; token++) {
      double[] heard = new double[WIDTH];
      for (int head = 0; head < HEADS; head++) {
        double sum = 0;
        for (int other = 0; other < all; other++) {
          double weight = attention.floats()[((sample * HEADS + head) * all + token) * all + other];
          assertThat(weight).isBetween(0.0, 1.0 + 1e-6);
          if (other >= real) {
            assertThat(weight).as("of padding").isZero();
          }
          sum += weight;
          for (int d = head * size; d < (head + 1) * size; d++) {
            heard[d] += weight * values[other][d];
          }
        }
        assertThat(sum).as("row %d of head %d", token, head).isCloseTo(1, within(1e-5));
      }
      for (int d = 0; d < WIDTH; d++) {
        added[token][d] =
            product(entry(parameters, block + "attention.out.weight"), d, heard)
                + entry(parameters, block + "attention.out.bias")[d];
        Array scale = parameters.get(block + "scale1");
        added[token][d] *= scale == null ? 1 : scale.floats()[d];
      }
    }
    return added;
  }

  private static double[] normal(double[] x, Map<String, Array> parameters, String norm) {
    double mean = 0;
    for (double entry : x) {
      mean += entry / WIDTH;
    }
    double variance = 0;
    for (double entry : x) {
      variance += (entry - mean) * (entry - mean) / WIDTH;
    }
    double[] normal = new double[WIDTH];
    for (int d = 0; d < WIDTH; d++) {
      normal[d] =
          (x[d] - mean) / Math.sqrt(variance + EPSILON) * entry(parameters, norm + "weight")[d]
              + entry(parameters, norm + "bias")[d];
    }
    return normal;
  }

  private static double bias(Map<String, Array> parameters, String attention, int row) {
    Array joined = parameters.get(attention + "qkv.bias");
    return joined == null
        ? entry(parameters, attention + "v_bias")[row - 2 * WIDTH]
        : joined.floats()[row];
  }

  private static double product(float[] matrix, int row, double[] vector) {
    double sum = 0;
    for (int d = 0; d < vector.length; d++) {
      sum += matrix[row * vector.length + d] * vector[d];
    }
    return sum;
  }

  private static float[] entry(Map<String, Array> parameters, String path) {
    return Objects.requireNonNull(parameters.get(path), path).floats();
  }

  private static double[][] rows(Array batch, int sample) {
    int count = batch.shape().size(1);
    double[][] rows = new double[count][WIDTH];
    for (int i = 0; i < count * WIDTH; i++) {
      rows[i / WIDTH][i % WIDTH] = batch.floats()[sample * count * WIDTH + i];
    }
    return rows;
  }

  /** The feed-forward part adds nothing, so that a block adds what its attention does. */
  private static Array drawn(String path, Shape shape) {
    Init init = path.contains("mlp.down") ? Init.zeros() : new Init.Normal(0, 0.5);
    return Weights.first(init, shape, 1, path);
  }

  /** A whole sample, and one that is shorter where samples may be. */
  private static EvaluationFeeder.Rows rows(Method method, String modality) {
    List<Array> arrays =
        switch (modality) {
          case "vision" -> List.of(normal(Shape.of(1, 14, 14)), normal(Shape.of(1, 14, 14)));
          case "audio" -> List.of(normal(Shape.of(3200)), normal(Shape.of(2400)));
          default ->
              List.of(Array.of(Shape.of(6), 5, 6, 7, 8, 9, 10), Array.of(Shape.of(3), 7, 8, 9));
        };
    List<Sample> samples =
        arrays.stream().map(array -> Sample.of("drawn", new Sample.Values(array))).toList();
    try (EvaluationFeeder feeder =
        new EvaluationFeeder(
            new Samples(samples),
            method.objective().encoder(),
            new Quarantine(SAMPLES, 0),
            new FeederSettings(SAMPLES, 1, 1))) {
      return feeder.next().orElseThrow();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Array normal(Shape shape) {
    SplittableRandom random = new SplittableRandom(shape.elements());
    float[] numbers = new float[shape.elements()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return Array.of(shape, numbers);
  }

  private static Method method(String modality, String recipe, String setting) {
    List<String> settings =
        List.of(
            setting,
            "transformer.width=" + WIDTH,
            "transformer.layers=1",
            "transformer.heads=" + HEADS,
            "transformer.norm=pre",
            "transformer.epsilon=" + EPSILON,
            "targets.layers=1",
            switch (modality) {
              case "vision" -> "encoder.image_size=14";
              case "audio" -> "encoder.lengths=[3200]";
              default -> "encoder.lengths=[6]";
            });
    String text = Objects.requireNonNull(PLUGINS.modality(modality).recipes().get(recipe));
    return Method.of(RecipeReader.parse(recipe, text, settings), PLUGINS);
  }
}
