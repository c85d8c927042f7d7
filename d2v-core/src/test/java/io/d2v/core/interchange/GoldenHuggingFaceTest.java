package io.d2v.core.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.CheckpointLayout.Given;
import io.d2v.api.backend.Backend;
import io.d2v.api.graph.Array;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.run.Safetensors;
import io.d2v.core.train.Fixtures;
import io.d2v.core.train.ForwardPass;
import io.d2v.core.train.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A folder of Hugging Face's transformers gives what transformers computes from it. */
@Tag("golden")
class GoldenHuggingFaceTest {
  private static final double TOLERANCE = 2e-5;
  private static final double GRADIENTS = 1e-3;

  /** Stages that are a result by another name. */
  private static final Map<String, String> SAME =
      Map.of("stage.embeddings", "hidden_states.0", "stage.pooler", "pooler_output");

  @TempDir Path temporary;

  record Case(Path folder, String name) {
    Path file(String what) {
      return folder.resolve(what + "." + name + ".safetensors");
    }

    Map<String, Array> tensors(String what) {
      try {
        return Safetensors.read(file(what));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public String toString() {
      return folder.getFileName() + " " + name;
    }
  }

  static Stream<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Fixtures.of("hf").folder(), 2)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith("inputs.")) {
          cases.add(
              new Case(
                  file.getParent(),
                  name.substring("inputs.".length(), name.length() - ".safetensors".length())));
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hiddenStatesAndLogitsAreTheirs(Case golden) throws IOException {
    ForeignModel model = new HuggingFaceFolder(golden.folder()).read(Plugins.discover());
    Map<String, Array> inputs = golden.tensors("inputs");
    Given given = model.given(inputs);
    Method method = model.method(given);
    Map<String, Array> found;
    try (Backend backend = method.openBackend()) {
      found =
          ForwardPass.of(method, given, ForeignModel.labels(inputs)).run(backend, model.student());
    }
    golden
        .tensors("expected")
        .forEach(
            (name, expected) -> {
              String ours = SAME.getOrDefault(name, name);
              assertThat(found).containsKey(ours);
              assertClose(name, found.get(ours), expected, valid(given, expected));
            });
  }

  static Stream<Case> casesWithGradients() throws IOException {
    return cases().filter(golden -> Files.exists(golden.file("grads")));
  }

  @ParameterizedTest
  @MethodSource("casesWithGradients")
  void gradientsOfTheLossAreTheirs(Case golden) throws IOException {
    ForeignModel model = new HuggingFaceFolder(golden.folder()).read(Plugins.discover());
    Map<String, Array> inputs = golden.tensors("inputs");
    Given given = model.given(inputs);
    Method method = model.method(given);
    ForwardPass pass = ForwardPass.of(method, given, ForeignModel.labels(inputs));
    Map<String, Array> expected = model.named("gradients", golden.tensors("grads"));
    Map<String, Array> found;
    try (Backend backend = method.openBackend()) {
      found = pass.gradients().run(backend, model.student());
    }
    expected.forEach(
        (path, array) -> {
          assertThat(found).containsKey(path);
          assertThat(found.get(path).shape()).as(path).isEqualTo(array.shape());
          double largest = 0;
          for (float entry : array.floats()) {
            largest = Math.max(largest, Math.abs(entry));
          }
          for (int i = 0; i < array.floats().length; i++) {
            assertThat((double) found.get(path).floats()[i])
                .as("%s [%d]", path, i)
                .isCloseTo(array.floats()[i], within(Math.max(GRADIENTS * largest, 1e-6)));
          }
        });
  }

  /** Whether each row of numbers stands at a token: what stands at padding is not specified. */
  private static boolean[] valid(Given given, Array expected) {
    int rows = expected.shape().rank() == 0 ? 1 : expected.shape().elements() / last(expected);
    boolean[] valid = new boolean[rows];
    Arrays.fill(valid, true);
    given
        .valid()
        .filter(v -> expected.shape().rank() == 3 && v.shape().size(1) == expected.shape().size(1))
        .ifPresent(
            v -> {
              for (int i = 0; i < rows; i++) {
                valid[i] = v.floats()[i] == 1;
              }
            });
    return valid;
  }

  private static void assertClose(String what, Array found, Array expected, boolean[] valid) {
    assertThat(found.shape()).as(what).isEqualTo(expected.shape());
    for (int i = 0; i < expected.floats().length; i++) {
      if (valid[i / last(expected)]) {
        double allowed = TOLERANCE * (what.equals("loss") ? Math.max(1, expected.floats()[i]) : 1);
        assertThat((double) found.floats()[i])
            .as("%s [%d]", what, i)
            .isCloseTo(expected.floats()[i], within(allowed));
      }
    }
  }

  private static int last(Array array) {
    return array.shape().rank() == 0 ? 1 : array.shape().last();
  }

  static Stream<Path> folders() throws IOException {
    return cases().map(Case::folder).distinct();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void theWayBackGivesTheSameBits(Path folder) throws IOException {
    ForeignModel model = new HuggingFaceFolder(folder).read(Plugins.discover());
    HuggingFaceFolder written = new HuggingFaceFolder(temporary.resolve("back"));
    written.write(model.method(), model.student());
    Map<String, Array> before = Safetensors.read(folder.resolve("model.safetensors"));
    Map<String, Array> after = Safetensors.read(written.path().resolve("model.safetensors"));
    assertThat(after.keySet()).isEqualTo(before.keySet());
    before.forEach(
        (name, array) -> {
          assertThat(after.get(name).shape()).as(name).isEqualTo(array.shape());
          assertThat(after.get(name).floats()).as(name).isEqualTo(array.floats());
        });
    assertThat(written.read(Plugins.discover()).method().recipe())
        .isEqualTo(model.method().recipe());
  }
}
