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

  @TempDir Path temporary;

  record Case(Path folder, String name) {
    Map<String, Array> tensors(String what) {
      try {
        return Safetensors.read(folder.resolve(what + "." + name + ".safetensors"));
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
              if (!name.startsWith("stage.")) {
                assertThat(found).containsKey(name);
                assertThat(found.get(name).shape()).as(name).isEqualTo(expected.shape());
                for (int i = 0; i < expected.floats().length; i++) {
                  assertThat((double) found.get(name).floats()[i])
                      .as("%s [%d]", name, i)
                      .isCloseTo(expected.floats()[i], within(TOLERANCE));
                }
              }
            });
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
