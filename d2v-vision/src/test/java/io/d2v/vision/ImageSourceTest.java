package io.d2v.vision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.d2v.api.Dataset;
import io.d2v.api.MissingPart;
import io.d2v.api.Sample;
import io.d2v.api.UserError;
import io.d2v.files.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageSourceTest {
  private static final Map<String, byte[]> TREE =
      members(
          "set/README.md",
          "set/train/dog/2.jpg",
          "set/train/dog/1.JPEG",
          "set/train/cat/deep/3.png",
          "set/train/cat/._3.png",
          "set/test/bird/4.jpg",
          "set/" + "long".repeat(40) + ".txt");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void classFoldersAreReadAlikeFromAFolderAndEveryArchive(Archives kind) throws IOException {
    Path source = kind.in(folder, TREE);
    try (Dataset train = open(source, Split.AUTO)) {
      assertThat(train.classes()).containsExactly("bird", "cat", "dog");
      assertThat(contents(train))
          .containsExactly(
              "set/train/cat/deep/3.png", "set/train/dog/1.JPEG", "set/train/dog/2.jpg");
      assertThat(labels(train)).containsExactly(1, 2, 2);
      assertThat(train.read(0).id()).startsWith(source.toString()).endsWith("cat/deep/3.png");
    }
    try (Dataset test = open(source, Split.TEST)) {
      assertThat(contents(test)).containsExactly("set/test/bird/4.jpg");
      assertThat(test.classes()).containsExactly("bird", "cat", "dog");
      assertThat(labels(test)).containsExactly(0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void imagesWithoutClassFoldersHaveNoLabels(Archives kind) throws IOException {
    Path source = kind.in(folder, members("all/b.png", "all/a.jpg"));
    try (Dataset images = open(source, Split.AUTO)) {
      assertThat(contents(images)).containsExactly("all/a.jpg", "all/b.png");
      assertThat(images.classes()).isEmpty();
      assertThat(images.read(0).label()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void cifarBatchesAreRead(Archives kind) throws IOException {
    byte[] batch = new byte[2 * 3073];
    batch[3073] = 9;
    batch[3074] = (byte) 200;
    byte[] names = "airplane\nautomobile\n\n".getBytes(UTF_8);
    Path source =
        kind.in(
            folder,
            Map.of(
                "c/data_batch_1.bin", batch,
                "c/data_batch_2.bin", batch,
                "c/test_batch.bin", new byte[3073],
                "c/batches.meta.txt", names));
    try (Dataset train = open(source, Split.AUTO);
        Dataset test = open(source, Split.TEST)) {
      assertThat(train.size()).isEqualTo(4);
      assertThat(test.size()).isEqualTo(1);
      assertThat(train.classes()).startsWith("airplane", "automobile");
      Sample last = train.read(3);
      assertThat(last.id()).endsWith("data_batch_2.bin#1");
      assertThat(last.label()).hasValue(9);
      float[] pixels = ((Sample.Values) last.content()).values().floats();
      assertThat(pixels).hasSize(3 * 32 * 32).startsWith(200f, 0f);
    }
  }

  @Test
  void namesBelowTheCurrentFolderAreTakenWithoutIt() throws IOException {
    Path source = Archives.TAR.in(folder, members("./cat/1.jpg", "./dog/2.jpg"));
    assertThat(open(source, Split.AUTO).classes()).containsExactly("cat", "dog");
  }

  @Test
  void aSingleImageIsADataset() throws IOException {
    Path source = Archives.FOLDER.in(folder, members("1.png")).resolve("1.png");
    assertThat(contents(open(source, Split.AUTO))).containsExactly("1.png");
  }

  @Test
  void aMissingPathIsNamed() {
    assertThatFault(folder.resolve("absent")).contains("absent", "no such file or folder");
  }

  @Test
  void anEmptyFolderSaysWhatWasLookedFor() {
    assertThatFault(folder).contains("holds no images", ".jpg", ".tar.gz", "idx3", "data_batch");
  }

  @Test
  void aFolderOfArchivesPointsToTheArchive() throws IOException {
    Archives.ZIP.in(folder, TREE);
    assertThatFault(folder).contains("holds no images", "images.zip");
  }

  @Test
  void anUnknownKindOfFileIsRefused() throws IOException {
    assertThatFault(Files.writeString(folder.resolve("notes.txt"), "text")).contains("notes.txt");
  }

  @Test
  void aPartThatIsNotThereIsAnError() throws IOException {
    Path source = Archives.FOLDER.in(folder, members("train/a/1.jpg", "train/b/1.jpg"));
    assertThatThrownBy(() -> open(source, Split.TEST))
        .isInstanceOf(MissingPart.class)
        .hasMessageContainingAll("no test part", "split");
    Path list = Files.writeString(folder.resolve("list.txt"), "1.jpg");
    Path plain = Archives.FOLDER.in(folder.resolve("plain"), members("a/1.jpg", "b/1.jpg"));
    ImageDataSettings listed = new ImageDataSettings(Split.TRAIN, 64, Optional.of(list.toString()));
    assertThatThrownBy(() -> new ImageSource(listed).open(plain)).isInstanceOf(MissingPart.class);
    Path cifar =
        Archives.FOLDER.in(folder.resolve("cifar"), Map.of("data_batch_1.bin", new byte[3073]));
    assertThatThrownBy(() -> open(cifar, Split.TEST)).isInstanceOf(MissingPart.class);
  }

  @Test
  void aPartThatIsDamagedIsThere() throws IOException {
    Path cifar = Archives.FOLDER.in(folder, Map.of("test_batch.bin", new byte[3000]));
    assertThatThrownBy(() -> open(cifar, Split.TEST))
        .isExactlyInstanceOf(UserError.class)
        .hasMessageContaining("cut short");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FOLDER")
  void anArchiveThatIsCutShortIsRefused(Archives kind) throws IOException {
    byte[] noise = new byte[5000];
    new Random(1).nextBytes(noise);
    Path source = kind.in(folder, Map.of("a/1.jpg", noise, "b/2.jpg", noise));
    byte[] whole = Files.readAllBytes(source);
    int kept = 7 * 512;
    int end = kind == Archives.TAR ? 2 * (512 + 5120) : whole.length - 1;
    for (int length : new int[] {10, kept, end - 5120, end}) {
      Files.write(source, Arrays.copyOf(whole, length));
      assertThatFault(source).as("%s bytes", length).contains("cut short or damaged");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FOLDER")
  void membersOutsideOfTheArchivesFolderAreRefused(Archives kind) throws IOException {
    for (String name : List.of("../evil.jpg", "a/../../evil.jpg", "/etc/evil.jpg", "C:/evil.jpg")) {
      Path source = kind.in(folder, members("ok.jpg", name));
      assertThatFault(source).contains(name, "outside");
    }
  }

  @Test
  void linksInAnArchiveAreRefused() throws IOException {
    Path source = folder.resolve("links.tar");
    Archives.link(source, "a.jpg", "/etc/passwd");
    assertThatFault(source).contains("a.jpg", "link");
  }

  @ParameterizedTest
  @EnumSource(names = {"TAR_GZ", "ZIP"})
  void aMemberThatUnpacksToFarMoreThanIsStoredIsRefused(Archives kind) throws IOException {
    Path source = kind.in(folder, Map.of("zeros.png", new byte[8 << 20]));
    assertThatFault(source).contains("zeros.png", "200 times");
  }

  @Test
  void aCompressedTarBeyondTheMemoryLimitIsReadOutOfOrder() throws IOException {
    byte[] noise = new byte[1 << 20];
    new Random(1).nextBytes(noise);
    Path source = Archives.TAR_GZ.in(folder, Map.of("1.jpg", noise, "2.jpg", noise));
    ImageSource small = new ImageSource(new ImageDataSettings(Split.AUTO, 1, Optional.empty()));
    try (Dataset dataset = small.open(source)) {
      for (int i = 1; i >= 0; i--) {
        assertThat(((Sample.Encoded) dataset.read(i).content()).bytes()).isEqualTo(noise);
      }
    }
  }

  @Test
  void aCifarBatchThatIsCutShortIsRefused() throws IOException {
    Path source = Archives.FOLDER.in(folder, Map.of("data_batch_1.bin", new byte[3000]));
    assertThatFault(source).contains("data_batch_1.bin", "3000 bytes");
  }

  private static AbstractStringAssert<?> assertThatFault(Path source) {
    return assertThat(
        catchThrowableOfType(UserError.class, () -> open(source, Split.AUTO)).getMessage());
  }

  private static Dataset open(Path source, Split split) throws IOException {
    return new ImageSource(new ImageDataSettings(split, 64, Optional.empty())).open(source);
  }

  /** Members whose bytes are their names. */
  private static Map<String, byte[]> members(String... names) {
    Map<String, byte[]> members = new TreeMap<>();
    for (String name : names) {
      members.put(name, name.getBytes(UTF_8));
    }
    return members;
  }

  private static List<String> contents(Dataset dataset) throws IOException {
    List<String> contents = new ArrayList<>();
    for (int i = 0; i < dataset.size(); i++) {
      contents.add(new String(((Sample.Encoded) dataset.read(i).content()).bytes(), UTF_8));
    }
    return contents;
  }

  private static List<Integer> labels(Dataset dataset) throws IOException {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < dataset.size(); i++) {
      labels.add(dataset.read(i).label().orElseThrow());
    }
    return labels;
  }
}
