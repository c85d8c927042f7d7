package io.d2v.core.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that PyTorch 2.15 saved are read; nothing in them is run. */
class PyTorchFileTest {
  private static final long SEED = 11;

  /** From a zip's end back to where it says that its directory lies. */
  private static final int DIRECTORY_BEFORE_END = 6;

  /** In a member's entry of the directory. */
  private static final int WHERE_A_MEMBER_BEGINS = 42;

  @TempDir Path folder;

  @Test
  void tensorsOfEachTypeAreRead() throws IOException {
    try (PyTorchFile file = PyTorchFile.open(resource("saved.pt"))) {
      Map<String, Array> tensors = file.tensors((Map<?, ?>) root(file).get("model"));

      assertThat(tensors.get("plain").shape()).isEqualTo(Shape.of(3, 4));
      assertThat(tensors.get("plain").floats()).startsWith(0, 1, 2, 3, 4);
      assertThat(tensors.get("transposed").shape()).isEqualTo(Shape.of(4, 3));
      assertThat(tensors.get("transposed").floats()).startsWith(0, 4, 8, 1);
      assertThat(tensors.get("half").floats())
          .containsExactly(0f, -0f, 1.5f, -2.25f, 65504f, 0x1p-24f, Float.POSITIVE_INFINITY);
      assertThat(tensors.get("bf16").floats()).containsExactly(1f, -3.140625f);
      assertThat(tensors.get("double").floats()).containsExactly(0.1f);
      assertThat(tensors.get("long").ints()).containsExactly(1, -2);
      assertThat(tensors.get("bool").ints()).containsExactly(1, 0);
      assertThat(tensors.get("parameter").floats()).containsExactly(7f);
      assertThat(tensors.get("scalar").shape()).isEqualTo(Shape.of());
      assertThat(tensors).doesNotContainKey("empty");
    }
  }

  @Test
  void plainContainersAreRead() throws IOException {
    try (PyTorchFile file = PyTorchFile.open(resource("saved.pt"))) {
      Map<?, ?> root = root(file);

      assertThat(root.get("best")).isEqualTo(3.5);
      assertThat(root.get("neg")).isEqualTo(-5L);
      assertThat(root.get("tuple")).isEqualTo(List.of(1L, "two"));
      Map<?, ?> model = (Map<?, ?>) ((Map<?, ?>) root.get("cfg")).get("model");
      assertThat(model.get("_name")).isEqualTo("data2vec_audio");
      assertThat(model.get("encoder_layers")).isEqualTo(12L);
      List<?> loop = (List<?>) root.get("loop");
      assertThat(loop.get(1)).isSameAs(loop);
    }
  }

  @Test
  void objectsOfOtherClassesAreInertAndNothingIsRun() throws IOException {
    try (PyTorchFile file = PyTorchFile.open(resource("saved.pt"))) {
      Map<?, ?> root = root(file);

      Inert arguments = (Inert) root.get("args");
      assertThat(arguments.type()).isEqualTo("argparse.Namespace");
      assertThat(((Map<?, ?>) arguments.state().orElseThrow()).get("arch"))
          .isEqualTo("data2vec_audio");
      assertThat(((Inert) root.get("evil")).type()).isEqualTo("posix.system");
    }
  }

  @Test
  void whatAPickleWouldCallIsNotCalled() {
    Path canary = folder.resolve("was-run");
    byte[] command = ("touch " + canary).getBytes(StandardCharsets.UTF_8);
    ByteBuffer pickle = ByteBuffer.allocate(64 + command.length).order(ByteOrder.LITTLE_ENDIAN);
    pickle
        .put(new byte[] {(byte) 0x80, 2})
        .put("cposix\nsystem\n".getBytes(StandardCharsets.UTF_8));
    pickle.put((byte) 'X').putInt(command.length).put(command); // a text
    pickle.put((byte) 0x85).put((byte) 'R').put((byte) '.'); // of one argument, called, the end

    Inert read = (Inert) PickleReader.read(Arrays.copyOf(pickle.array(), pickle.position()));

    assertThat(read.type()).isEqualTo("posix.system");
    assertThat(canary).doesNotExist();
  }

  @Test
  void anOlderFormatIsRefusedWithAdvice() {
    assertThatThrownBy(() -> PyTorchFile.open(resource("old.pt")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("PyTorch 1.6")
        .hasMessageContaining("safetensors");
  }

  @Test
  void aDamagedPickleIsAnErrorAndNeverWorse() throws IOException {
    byte[] pickle;
    try (java.util.zip.ZipFile zip = new java.util.zip.ZipFile(resource("saved.pt").toFile())) {
      pickle = zip.getInputStream(zip.getEntry("saved/data.pkl")).readAllBytes();
    }
    SplittableRandom random = new SplittableRandom(SEED);
    Assertions.assertTimeout(
        Duration.ofSeconds(60),
        () -> {
          for (int i = 0; i < 20_000; i++) {
            byte[] damaged = mutated(pickle, random);
            try {
              PickleReader.read(damaged);
            } catch (BrokenPickle refused) {
              assertThat(refused.getMessage()).isNotEmpty();
            }
          }
        });
  }

  @Test
  void aDamagedFileIsAnErrorAndNeverWorse() throws IOException {
    byte[] whole = Files.readAllBytes(resource("saved.pt"));
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 1_000; i++) {
      Path file = Files.write(folder.resolve("damaged.pt"), mutated(whole, random));
      try (PyTorchFile opened = PyTorchFile.open(file)) {
        if (opened.root() instanceof Map<?, ?> root
            && root.get("model") instanceof Map<?, ?> model) {
          opened.tensors(model);
        }
      } catch (UserError refused) {
        assertThat(refused.kind()).isEqualTo(UserError.Kind.CHECKPOINT);
      } catch (IOException unreadable) {
        assertThat(unreadable).hasMessageNotContaining("null");
      }
    }
  }

  @Test
  void aMemberBehindTheEndIsNamed() throws IOException {
    byte[] whole = Files.readAllBytes(resource("saved.pt"));
    ByteBuffer bytes = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    int directory = bytes.getInt(whole.length - DIRECTORY_BEFORE_END);
    bytes.putInt(directory + WHERE_A_MEMBER_BEGINS, whole.length - 1);
    Path file = Files.write(folder.resolve("damaged.pt"), whole);

    assertThatThrownBy(() -> PyTorchFile.open(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("saved/data.pkl goes on behind the end");
  }

  @Test
  void lengthsAreCheckedBeforeMemoryIsAskedFor() {
    assertThatThrownBy(() -> PickleReader.read(new byte[] {(byte) 0x80, 2, 'X', -1, -1, -1, 127}))
        .isInstanceOf(BrokenPickle.class)
        .hasMessageContaining("only 0 are left");
  }

  @Test
  void aTensorLargerThanItsStorageIsRefused() {
    Storage storage = new Storage(Storage.Type.FLOAT, "0", 10);
    assertThatThrownBy(() -> new StoredTensor(storage, 0, List.of(1L << 40), List.of(0L)))
        .isInstanceOf(BrokenPickle.class);
    assertThatThrownBy(() -> new StoredTensor(storage, 5, List.of(6L), List.of(1L)))
        .isInstanceOf(BrokenPickle.class);
  }

  private static byte[] mutated(byte[] whole, SplittableRandom random) {
    byte[] damaged = whole.clone();
    int changes = 1 + random.nextInt(8);
    for (int i = 0; i < changes; i++) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
    }
    if (random.nextInt(8) == 0) {
      return Arrays.copyOf(damaged, random.nextInt(damaged.length));
    }
    return damaged;
  }

  private static Map<?, ?> root(PyTorchFile file) {
    return (Map<?, ?>) file.root();
  }

  private static Path resource(String name) {
    try {
      return Path.of(Objects.requireNonNull(PyTorchFileTest.class.getResource(name)).toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
