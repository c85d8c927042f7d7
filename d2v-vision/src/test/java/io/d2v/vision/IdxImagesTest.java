package io.d2v.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.Dataset;
import io.d2v.api.MissingPart;
import io.d2v.api.Sample;
import io.d2v.api.UserError;
import io.d2v.files.Split;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxImagesTest {
  private static final String TEST_IMAGES = "t10k-images-idx3-ubyte.gz";

  @TempDir private Path folder;

  @Test
  void imagesComeWithTheLabelsBesideThem() throws IOException {
    write(TEST_IMAGES, new int[] {2, 1, 3}, 0, 1, 2, 253, 254, 255);
    write("t10k-labels-idx1-ubyte.gz", new int[] {2}, 4, 7);
    try (Dataset images = open(folder, Split.AUTO)) {
      assertThat(images.size()).isEqualTo(2);
      assertThat(images.classes()).hasSize(8);
      Sample second = images.read(1);
      assertThat(second.id()).endsWith(TEST_IMAGES + "#1");
      assertThat(second.label()).hasValue(7);
      assertThat(((Sample.Values) second.content()).values().floats())
          .containsExactly(253, 254, 255);
    }
  }

  @Test
  void imagesWithoutLabelsAreReadFromTheFileItself() throws IOException {
    Path file = write(TEST_IMAGES, new int[] {1, 1, 1}, 9);
    try (Dataset images = open(file, Split.AUTO)) {
      assertThat(images.classes()).isEmpty();
      assertThat(images.read(0).label()).isEmpty();
    }
  }

  @Test
  void theTrainingPartIsTakenUnlessTheTestPartIsAskedFor() throws IOException {
    write(TEST_IMAGES, new int[] {1, 1, 1}, 1);
    write("train-images-idx3-ubyte.gz", new int[] {2, 1, 1}, 2, 3);
    assertThat(open(folder, Split.AUTO).size()).isEqualTo(2);
    assertThat(open(folder, Split.TRAIN).size()).isEqualTo(2);
    assertThat(open(folder, Split.TEST).size()).isEqualTo(1);
  }

  @Test
  void aMissingPartIsAnError() throws IOException {
    write(TEST_IMAGES, new int[] {1, 1, 1}, 1);
    for (Path source : List.of(folder, folder.resolve(TEST_IMAGES))) {
      assertThat(open(source, Split.TEST).size()).isEqualTo(1);
      assertThatThrownBy(() -> open(source, Split.TRAIN))
          .isInstanceOf(MissingPart.class)
          .hasMessageContainingAll("no train part", TEST_IMAGES);
    }
  }

  @Test
  void aFileThatIsCutShortAnywhereIsRefused() throws IOException {
    Path file = write(TEST_IMAGES, new int[] {1, 4, 4}, new int[16]);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> open(file, Split.AUTO))
          .as("%s bytes", length)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("cut short or damaged");
    }
  }

  @Test
  void anImageOfMoreThan64MegapixelsIsRefused() throws IOException {
    byte[] large = new byte[16 + (64 << 20) + 8192];
    ByteBuffer.wrap(large).putInt(0x803).putInt(1).putInt(8193).putInt(8192);
    Path file = Files.write(folder.resolve("images-idx3-ubyte"), large);

    assertThatThrownBy(() -> IdxImages.open(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("8192 x 8193 pixels");
  }

  @Test
  void aSizeIsNotBelievedBeforeItsBytesAreThere() throws IOException {
    ByteBuffer claim = ByteBuffer.allocate(16);
    claim.putInt(0x803).putInt(1 << 14).putInt(1 << 8).putInt(1 << 8);
    Path file = Files.write(folder.resolve("images-idx3-ubyte"), claim.array());

    assertThatThrownBy(() -> IdxImages.open(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cut short");
  }

  @Test
  void aFileThatUnpacksToFarMoreThanIsStoredIsRefused() throws IOException {
    Path file = folder.resolve("images-idx3-ubyte.gz");
    try (var out = new java.util.zip.GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(
          ByteBuffer.allocate(16).putInt(0x803).putInt(1 << 14).putInt(64).putInt(64).array());
      out.write(new byte[1 << 26]);
    }

    assertThatThrownBy(() -> IdxImages.open(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("200 times");
  }

  @Test
  void labelsOfAnotherSetAreRefused() throws IOException {
    write(TEST_IMAGES, new int[] {1, 1, 1}, 1);
    write("t10k-labels-idx1-ubyte.gz", new int[] {2}, 4, 7);
    assertThatThrownBy(() -> open(folder, Split.AUTO))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("2 labels for 1 images");
  }

  private Path write(String name, int[] sizes, int... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
      out.writeInt(0x800 | sizes.length);
      for (int size : sizes) {
        out.writeInt(size);
      }
      for (int entry : entries) {
        out.writeByte(entry);
      }
    }
    return Files.write(folder.resolve(name), bytes.toByteArray());
  }

  private static Dataset open(Path source, Split split) throws IOException {
    return new ImageSource(new ImageDataSettings(split, 64, Optional.empty())).open(source);
  }
}
