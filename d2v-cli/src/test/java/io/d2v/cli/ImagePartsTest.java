package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import io.d2v.bench.finetune.Classification;
import io.d2v.bench.finetune.DataPaths;
import io.d2v.bench.finetune.Reader;
import io.d2v.bench.finetune.Splits;
import io.d2v.core.train.Method;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a classifier of images learns from and is judged by, with ImageNet as it is distributed. */
final class ImagePartsTest {
  private static final String VALIDATION = "ILSVRC2012_img_val.tar";

  private static Reader reader;

  @TempDir private Path folder;

  @BeforeAll
  static void readAsARecipeDoes() throws IOException {
    Workshop workshop = Wiring.make(Optional.empty(), Workshop.class);
    Method method = workshop.method(workshop.recipes().find("vision-tiny", List.of()));
    reader = new Reader(method.modality(), method.recipe());
  }

  @Test
  void theValidationImagesJudge() throws IOException {
    train();
    validation();
    kit();

    try (Splits splits = open()) {
      assertThat(splits.train().size()).isEqualTo(20);
      assertThat(splits.judges()).isEqualTo(2);
    }
  }

  @Test
  void withoutThemATenthOfTheTrainingImagesDoes() throws IOException {
    train();
    kit();

    try (Splits splits = open()) {
      assertThat(splits.train().size()).isEqualTo(18);
      assertThat(splits.judges()).isEqualTo(2);
    }
  }

  @Test
  void aDownloadOfThemThatStoppedIsAnError() throws IOException {
    train();
    validation();
    kit();
    Path archive = folder.resolve(VALIDATION);
    Files.write(archive, Arrays.copyOf(Files.readAllBytes(archive), 700));

    assertThatThrownBy(this::open)
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(VALIDATION, "it ends at byte 700");
  }

  @Test
  void theKitThatSaysTheirClassesIsMissed() throws IOException {
    train();
    validation();

    assertThatThrownBy(this::open)
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("ILSVRC2012_devkit_t12.tar.gz", "is missing");
  }

  private Splits open() throws IOException {
    return new Classification()
        .open(
            reader,
            new DataPaths(folder, Optional.empty(), Optional.empty(), OptionalInt.empty(), 1));
  }

  private void train() throws IOException {
    SpeechArchive images = new SpeechArchive();
    for (int i = 0; i < 20; i++) {
      String wordNet = i % 2 == 0 ? "n01440764" : "n02100735";
      images.member(wordNet + "/" + wordNet + "_" + i + ".JPEG", new byte[300]);
    }
    images.write(folder.resolve("ILSVRC2012_img_train.tar"));
  }

  private void validation() throws IOException {
    new SpeechArchive()
        .member("ILSVRC2012_val_00000001.JPEG", new byte[300])
        .member("ILSVRC2012_val_00000002.JPEG", new byte[300])
        .write(folder.resolve(VALIDATION));
  }

  private void kit() throws IOException {
    String data = "ILSVRC2012_devkit_t12/data/";
    try (InputStream classes =
        Objects.requireNonNull(ImagePartsTest.class.getResourceAsStream("meta.mat"))) {
      new SpeechArchive()
          .member(data + "meta.mat", classes.readAllBytes())
          .member(data + "ILSVRC2012_validation_ground_truth.txt", SpeechArchive.text("1\n3\n"))
          .write(folder.resolve("ILSVRC2012_devkit_t12.tar.gz"));
    }
  }
}
