package io.d2v.jars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.backend.Backend;
import io.d2v.api.graph.Array;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.recipe.RecipeReader;
import io.d2v.core.train.ForwardPass;
import io.d2v.core.train.Method;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** A model of each kind, saved, is loaded by TensorFlow by itself and gives the same outputs. */
class SavedModelTest {
  private static final Plugins PLUGINS = Plugins.discover();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"vision, vision-tiny", "audio, speech-tiny", "text, text-tiny"})
  void aSavedModelGivesTheSameOutputs(String modality, String recipe) throws IOException {
    String text = PLUGINS.modality(modality).recipes().get(recipe);
    Method method =
        Method.of(RecipeReader.parse(recipe, text, List.of("backend.device=cpu")), PLUGINS);
    ForwardPass whole = ForwardPass.ofSize(method, 2);
    Map<String, Array> feeds = feeds(whole);
    ForwardPass pass = new ForwardPass(feeds, whole.results(), whole.root());
    Map<String, Array> weights = new TreeMap<>();
    SplittableRandom random = new SplittableRandom(1);
    pass.parameters().forEach((path, shape) -> weights.put(path, normal(shape, 0.2, random)));
    Map<String, Array> expected;
    try (Backend backend = method.openBackend()) {
      expected = pass.run(backend, weights);
      pass.save(backend, weights, folder);
    }

    Map<String, Tensor> fed = new HashMap<>();
    try (SavedModelBundle bundle = SavedModelBundle.load(folder.toString(), "serve")) {
      for (String name : bundle.function("serving_default").signature().inputNames()) {
        fed.put(name, tensor(feeds.get(name)));
      }
      try (Result found = bundle.function("serving_default").call(fed)) {
        expected.forEach(
            (name, array) ->
                assertThat(floats((TFloat32) found.get(name).orElseThrow()))
                    .as(name)
                    .containsExactly(array.floats(), within(1e-4f)));
      }
    } finally {
      fed.values().forEach(Tensor::close);
    }
  }

  /** Some of everything, without padding. */
  private static Map<String, Array> feeds(ForwardPass pass) {
    SplittableRandom random = new SplittableRandom(2);
    Map<String, Array> feeds = new TreeMap<>();
    pass.feeds()
        .forEach(
            (name, zeros) ->
                feeds.put(
                    name,
                    switch (zeros.type().dtype()) {
                      case FLOAT32 ->
                          name.equals("valid")
                              ? filled(zeros.shape(), 1)
                              : normal(zeros.shape(), 1, random);
                      case INT32 -> ids(zeros.shape(), random);
                      case BOOL -> zeros;
                    }));
    return feeds;
  }

  private static Array normal(
      io.d2v.api.graph.Shape shape, double deviation, SplittableRandom random) {
    float[] entries = new float[shape.elements()];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = (float) (deviation * random.nextGaussian());
    }
    return Array.of(shape, entries);
  }

  private static Array filled(io.d2v.api.graph.Shape shape, float value) {
    float[] entries = new float[shape.elements()];
    Arrays.fill(entries, value);
    return Array.of(shape, entries);
  }

  private static Array ids(io.d2v.api.graph.Shape shape, SplittableRandom random) {
    return Array.of(shape, random.ints(shape.elements(), 5, 2000).toArray());
  }

  private static Tensor tensor(Array array) {
    long[] sizes = Arrays.stream(array.shape().sizes()).asLongStream().toArray();
    return switch (array.type().dtype()) {
      case FLOAT32 -> TFloat32.tensorOf(Shape.of(sizes), DataBuffers.of(array.floats()));
      case INT32 -> TInt32.tensorOf(Shape.of(sizes), DataBuffers.of(array.ints()));
      case BOOL -> throw new IllegalArgumentException("no encoder takes these");
    };
  }

  private static float[] floats(TFloat32 tensor) {
    float[] entries = new float[(int) tensor.size()];
    tensor.asRawTensor().data().asFloats().read(entries);
    return entries;
  }
}
