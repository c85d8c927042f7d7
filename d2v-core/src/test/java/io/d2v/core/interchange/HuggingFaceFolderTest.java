package io.d2v.core.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.core.plugins.Plugins;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder's parameters, in each of the forms that transformers saves them in. */
class HuggingFaceFolderTest {
  private static final String SAFE = "model.safetensors";
  private static final String PICKLED = "pytorch_model.bin";

  @TempDir Path folder;

  @BeforeEach
  void copyConfiguration() throws IOException {
    copy("config.json");
  }

  @Test
  void pickledParametersAreThoseOfSafetensors() throws IOException {
    copy(PICKLED); // as torch.save writes it, with ids of positions and the table twice
    assertThat(new HuggingFaceFolder(folder).exists()).isTrue();
    Map<String, Array> pickled = student();

    Files.delete(folder.resolve(PICKLED));
    copy(SAFE);
    Map<String, Array> safe = student();

    assertThat(pickled.keySet()).isEqualTo(safe.keySet()).contains("encoder.tokens.weight");
    safe.forEach(
        (name, array) -> {
          assertThat(pickled.get(name).shape()).as(name).isEqualTo(array.shape());
          assertThat(pickled.get(name).floats()).as(name).isEqualTo(array.floats());
        });
  }

  @Test
  void safetensorsComeFirst() throws IOException {
    copy(SAFE);
    Files.writeString(folder.resolve(PICKLED), "not read");

    assertThat(student()).isNotEmpty();
  }

  @Test
  void aFolderWithoutParametersSaysWhatWasLookedFor() {
    assertThat(new HuggingFaceFolder(folder).exists()).isFalse();
    assertThatThrownBy(this::student)
        .isInstanceOf(UserError.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining(SAFE)
        .hasMessageContaining(PICKLED);
  }

  @Test
  void aFolderWithATokenizerIsItsDatasTokenizer() throws IOException {
    copy(SAFE);
    assertThat(settings()).containsEntry("data.tokenizer", "roberta");

    Files.writeString(folder.resolve("tokenizer.json"), "{}"); // read when there is text to encode
    assertThat(settings().get("data.tokenizer")).contains(folder.toString());
    assertThat(settings()).containsEntry("data.tokens", "10");
  }

  private Map<String, String> settings() throws IOException {
    return model().method().recipe().settings();
  }

  private Map<String, Array> student() throws IOException {
    return model().student();
  }

  private ForeignModel model() throws IOException {
    return new HuggingFaceFolder(folder).read(Plugins.discover());
  }

  private void copy(String name) throws IOException {
    try {
      Files.copy(
          Path.of(
              Objects.requireNonNull(HuggingFaceFolderTest.class.getResource("text/" + name))
                  .toURI()),
          folder.resolve(name));
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
