package io.d2v.bench.embeddings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.core.run.Safetensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingWriterTest {
  private static final List<String> IDS = List.of("a.png", "b \"2\".png");
  private static final float[][] VECTORS = {{1, 2.5f, -3}, {0, 1e-7f, 5}};

  @TempDir Path folder;

  @Test
  void npyHasNumpysHeaderOf128BytesThenTheRows() throws IOException {
    byte[] bytes = Files.readAllBytes(written("e.npy"));

    assertThat(new String(bytes, 0, 8, ISO_8859_1)).isEqualTo("\u0093NUMPY\u0001\u0000");
    assertThat(new byte[] {bytes[8], bytes[9]}).containsExactly(118, 0);
    assertThat(new String(bytes, 10, 118, ISO_8859_1))
        .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }")
        .endsWith(" \n");
    assertThat(bytes).hasSize(128 + 2 * 3 * 4);
    float[] entries = new float[6];
    ByteBuffer.wrap(bytes, 128, 24).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(entries);
    assertThat(entries).containsExactly(1, 2.5f, -3, 0, 1e-7f, 5);
  }

  @Test
  void npyHasTheNamesBesideIt() throws IOException {
    assertThat(Path.of(written("e.npy") + ".ids.txt")).hasContent("a.png\nb \"2\".png\n");
  }

  @Test
  void jsonlHasAnObjectALine() throws IOException {
    assertThat(written("e.jsonl"))
        .hasContent(
            """
            {"id":"a.png","vector":[1.0,2.5,-3.0]}
            {"id":"b \\"2\\".png","vector":[0.0,1.0E-7,5.0]}
            """);
  }

  @Test
  void safetensorsHasOneTensorAndTheNames() throws IOException {
    Path file = written("e.safetensors");

    assertThat(Safetensors.read(file).get("embeddings").shape()).isEqualTo(Shape.of(2, 3));
    assertThat(Safetensors.read(file).get("embeddings").floats())
        .containsExactly(1, 2.5f, -3, 0, 1e-7f, 5);
    assertThat(Safetensors.header(file).metadata())
        .containsEntry("ids", "[\"a.png\",\"b \\\"2\\\".png\"]");
  }

  @Test
  void anotherExtensionIsAnErrorThatNamesTheThree() {
    assertThatThrownBy(() -> written("e.csv"))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.kind()).isEqualTo(UserError.Kind.USAGE))
        .hasMessageContaining("e.csv")
        .hasMessageContaining(".safetensors, .npy or .jsonl");
  }

  @Test
  void nothingUnfinishedStaysBehind() throws IOException {
    written("e.jsonl");

    assertThat(folder).isDirectoryNotContaining(path -> path.toString().contains(".partial"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"e.npy", "e.jsonl", "e.safetensors"})
  void whatIsLeftUnfinishedLeavesWhatWasThereBefore(String name) throws IOException {
    Path out = folder.resolve(name);
    Files.writeString(out, "before");
    try (EmbeddingWriter writer = EmbeddingWriter.open(out)) {
      writer.add("a", new float[] {1, 2});
    }

    assertThat(out).hasContent("before");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(out));
  }

  @Test
  void noSamplesAreAnErrorAndNoFile() throws IOException {
    Path out = folder.resolve("e.npy");
    try (EmbeddingWriter writer = EmbeddingWriter.open(out)) {
      assertThatThrownBy(writer::finish)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("no samples");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void safetensorsHasTheBytesThatWritingAtOnceGives() throws IOException {
    List<String> ids = List.of("plain", "quote \" back \\ line \n tab \t", "grüße 🙂", "");
    Path streamed = folder.resolve("streamed.safetensors");
    float[] entries = new float[3 * ids.size()];
    try (EmbeddingWriter writer = EmbeddingWriter.open(streamed)) {
      for (int i = 0; i < ids.size(); i++) {
        float[] vector = {i, -i, 0.5f * i};
        System.arraycopy(vector, 0, entries, 3 * i, 3);
        writer.add(ids.get(i), vector);
      }
      writer.finish();
    }
    String json =
        ids.stream().map(JsonLinesFile::string).collect(Collectors.joining(",", "[", "]"));
    Path whole = folder.resolve("whole.safetensors");
    Safetensors.write(
        whole,
        Map.of("embeddings", Array.of(Shape.of(ids.size(), 3), entries)),
        Map.of("ids", json));

    assertThat(streamed).hasSameBinaryContentAs(whole);
  }

  /** 200,000 vectors of 64 numbers are 51 MB; what is held must not grow with them. */
  @ParameterizedTest
  @ValueSource(strings = {"e.npy", "e.jsonl", "e.safetensors"})
  void memoryDoesNotGrowWithTheVectors(String name) throws IOException {
    float[] vector = new float[64];
    try (EmbeddingWriter writer = EmbeddingWriter.open(folder.resolve(name))) {
      writer.add("0", vector);
      long before = used();
      for (int i = 1; i < 200_000; i++) {
        vector[0] = i;
        writer.add("folder/" + i, vector);
      }
      assertThat(used() - before).isLessThan(10_000_000);
      writer.finish();
      assertThat(used() - before).isLessThan(10_000_000);
    }
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void anEmbeddingThatIsNotFiniteIsNotWritten() {
    Path out = folder.resolve("e.npy");

    assertThatThrownBy(() -> write(out, List.of("x"), new float[][] {{Float.NaN}}))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("x: ");
    assertThat(out).doesNotExist();
  }

  private Path written(String name) throws IOException {
    Path out = folder.resolve(name);
    write(out, IDS, VECTORS);
    return out;
  }

  private static void write(Path out, List<String> ids, float[][] vectors) throws IOException {
    try (EmbeddingWriter writer = EmbeddingWriter.open(out)) {
      for (int i = 0; i < vectors.length; i++) {
        writer.add(ids.get(i), vectors[i]);
      }
      writer.finish();
    }
  }
}
