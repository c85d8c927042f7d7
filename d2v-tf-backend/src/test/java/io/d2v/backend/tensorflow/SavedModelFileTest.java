package io.d2v.backend.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** TensorFlow loads what is saved and computes the same. */
class SavedModelFileTest {
  @TempDir Path folder;

  @Test
  void aSavedProgramGivesTheSameOutputs() throws IOException {
    Tensor x = Tensor.input("x", TensorType.float32(2, 3));
    Tensor hidden = Nn.gelu(Scope.of("model").linear("up", x, 4)); // [2, 4]
    Tensor y = Scope.of("model").layerNorm("norm", hidden, 1e-5); // [2, 4]
    Program program = Program.of("forward", List.of(y, x));
    Array given = Array.of(Shape.of(2, 3), 1f, 2f, 3f, -1f, 0f, 1f);
    float[] expected;
    try (Backend backend =
        TensorFlowBackend.open(TensorFlowSettings.onCpu(Precision.FLOAT32, false))) {
      program
          .parameters()
          .forEach(
              (path, type) -> {
                float[] entries = new float[type.shape().elements()];
                for (int i = 0; i < entries.length; i++) {
                  entries[i] = (float) Math.sin(i + path.length());
                }
                backend.write(path, Array.of(type.shape(), entries));
              });
      try (Executable executable = backend.compile(program)) {
        expected = executable.run(Map.of("x", given)).get(0).floats();
      }
      backend.save(program, List.of("y", "same"), folder);
    }

    try (SavedModelBundle bundle = SavedModelBundle.load(folder.toString(), "serve");
        TFloat32 fed =
            TFloat32.tensorOf(
                org.tensorflow.ndarray.Shape.of(2, 3), DataBuffers.of(given.floats()));
        Result result = bundle.function("serving_default").call(Map.of("x", fed))) {
      float[] found = new float[8];
      result.get("y").orElseThrow().asRawTensor().data().asFloats().read(found);
      assertThat(found).containsExactly(expected, within(1e-6f));
      assertThat(result.get("same")).isPresent();
    }
  }
}
