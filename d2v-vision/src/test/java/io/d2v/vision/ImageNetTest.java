package io.d2v.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageNetTest {
  private static final List<String> CLASSES =
      List.of("n01440764", "n02100735", "n02105855", "n02110185", "n02119789", "n07734744");

  @TempDir private Path folder;

  @Test
  void bothPartsNumberTheClassesAlike() throws IOException {
    files().train().validation(4).kit(3, 4, 1, 6);
    for (Split split : List.of(Split.AUTO, Split.TRAIN)) {
      try (Dataset train = open(split)) {
        assertThat(train.classes()).isEqualTo(CLASSES);
        assertThat(labels(train)).containsExactly(0, 2, 3, 3);
        assertThat(train.read(0).id()).endsWith("train.tar!n01440764/n01440764_10026.JPEG");
      }
    }
    try (Dataset validation = open(Split.TEST)) {
      assertThat(validation.classes()).isEqualTo(CLASSES);
      assertThat(labels(validation)).containsExactly(3, 0, 4, 5);
      assertThat(validation.read(3).id()).endsWith("val.tar!ILSVRC2012_val_00000004.JPEG");
    }
  }

  @Test
  void theTrainingImagesAloneHaveTheirOwnClasses() throws IOException {
    files().train();
    try (Dataset train = open(Split.AUTO)) {
      assertThat(train.classes()).containsExactly("n01440764", "n02105855", "n02110185");
      assertThat(labels(train)).containsExactly(0, 1, 2, 2);
    }
    assertMissing(Split.TEST, "ILSVRC2012_img_val.tar");
  }

  @Test
  void cmykAndThePngThatIsNamedAsAJpegAreDecodedAndADamagedImageIsAFaultOfItsOwn()
      throws IOException {
    files().train();
    try (Dataset train = open(Split.AUTO)) {
      for (int i : new int[] {0, 1, 2}) {
        assertThat(ImageDecoder.decode(train.read(i)).width()).isEqualTo(48);
      }
      Sample damaged = train.read(3);
      assertThatThrownBy(() -> ImageDecoder.decode(damaged)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void validationImagesWithoutTheKitAreAnErrorThatNamesIt() throws IOException {
    files().validation(2);
    for (Split split : List.of(Split.AUTO, Split.TEST)) {
      assertFault(split, "ILSVRC2012_devkit_t12.tar.gz", "is missing", "ILSVRC2012_img_val.tar");
    }
    assertMissing(Split.TRAIN, "ILSVRC2012_img_train.tar");
  }

  @Test
  void aTruthOfAnotherLengthIsAnErrorThatNamesBothCounts() throws IOException {
    files().validation(3).kit(1, 2);
    assertFault(Split.TEST, "holds 3 images", "the classes of 2");
  }

  @Test
  void anIdThatIsNoClassIsAnError() throws IOException {
    files().validation(1).kit(1002);
    assertFault(Split.TEST, "'1002' is no ILSVRC2012_ID");
  }

  @Test
  void anUnpackedSetIsReadAlike() throws IOException {
    files().kit(3, 4);
    Archives.FOLDER.write(folder.resolve("val"), ImageNetFiles.validationImages("", 2));
    Archives.FOLDER.write(
        folder.resolve("train"),
        new TreeMap<>(Map.of("n07734744/n07734744_1.JPEG", ImageNetFiles.damaged())));
    try (Dataset train = open(Split.AUTO);
        Dataset validation = open(Split.TEST)) {
      assertThat(train.classes()).isEqualTo(CLASSES).isEqualTo(validation.classes());
      assertThat(labels(validation)).containsExactly(3, 0);
    }
  }

  @Test
  void aDownloadThatStoppedSaysWhereToGoOn() throws IOException {
    files().train();
    Path tar = folder.resolve(ImageNetFiles.TRAIN);
    Files.write(tar, Arrays.copyOf(Files.readAllBytes(tar), 3000));
    for (Split split : List.of(Split.AUTO, Split.TRAIN)) {
      assertFault(split, "it ends at byte 3000", "resume the download at byte 3000");
    }
  }

  @Test
  void aListChoosesTrainingImagesAlone() throws IOException {
    files().train().validation(1).kit(1);
    Path list = folder.resolve("2percent.txt");
    Files.writeString(list, "n02110185_1.JPEG\n\nn01440764/n01440764_10026.JPEG\n");
    try (Dataset train = open(folder, Split.AUTO, list);
        Dataset validation = open(folder, Split.TEST, list)) {
      assertThat(labels(train)).containsExactly(0, 3);
      assertThat(validation.size()).isEqualTo(1);
    }
  }

  @Test
  void aListWithoutTrainingImagesIsAnErrorWhereTheSplitIsNotSaid() throws IOException {
    files().validation(1).kit(1);
    Path list = Files.writeString(folder.resolve("2percent.txt"), "n02110185_1.JPEG\n");
    assertThatThrownBy(() -> open(folder, Split.AUTO, list))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(
            "2percent.txt", "is of the training part", "fetch ILSVRC2012_img_train.tar");
    try (Dataset validation = open(folder, Split.TEST, list)) {
      assertThat(validation.size()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aListChoosesFilesOfFoldersAndArchives(Archives kind) throws IOException {
    byte[] image = ImageNetFiles.resource("colour.jpg");
    Path source = kind.in(folder, Map.of("train/a/1.jpg", image, "train/b/2.jpg", image));
    Path list = Files.writeString(folder.resolve("list.txt"), "2.jpg");
    try (Dataset images = open(source, Split.AUTO, list)) {
      assertThat(labels(images)).containsExactly(1);
      assertThat(images.classes()).containsExactly("a", "b");
    }
    Files.writeString(list, "2.jpg\n3.jpg\n4.jpg\n");
    assertThatThrownBy(() -> open(source, Split.AUTO, list))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("2 of its 3 files", "the first is 3.jpg");
  }

  private ImageNetFiles files() {
    return new ImageNetFiles(folder);
  }

  private void assertMissing(Split split, String file) {
    assertThatThrownBy(() -> open(split))
        .isInstanceOf(MissingPart.class)
        .hasMessageContainingAll(file, "is missing");
  }

  /** That of a part that is there. */
  private void assertFault(Split split, String... parts) {
    assertThatThrownBy(() -> open(split))
        .isExactlyInstanceOf(UserError.class)
        .hasMessageContainingAll(parts);
  }

  private Dataset open(Split split) throws IOException {
    return new ImageSource(new ImageDataSettings(split, 64, Optional.empty())).open(folder);
  }

  private static Dataset open(Path source, Split split, Path list) throws IOException {
    return new ImageSource(new ImageDataSettings(split, 64, Optional.of(list.toString())))
        .open(source);
  }

  private static List<Integer> labels(Dataset dataset) throws IOException {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < dataset.size(); i++) {
      labels.add(dataset.read(i).label().orElseThrow());
    }
    return labels;
  }
}
