package io.d2v.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Images of a few kilobytes, in the files that ImageNet and others come in. */
final class StandInImages {
  /** Two of those in ImageNet's training images. */
  static final String LIST = "n01440764_0.JPEG\nn02100735_1.JPEG\n";

  private static final List<String> CLASSES = List.of("n01440764", "n02100735");
  private static final int EACH = 8;

  private StandInImages() {}

  static byte[] jpeg() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(StandInImages.class.getResourceAsStream("noise.jpg"))) {
      return in.readAllBytes();
    }
  }

  static void archive(Path file) throws IOException {
    SpeechArchive archive = new SpeechArchive();
    for (int i = 0; i < 24; i++) {
      archive.member(
          "%s/%02d.png".formatted(i % 2 == 0 ? "discs" : "stripes", i), OwnFiles.picture(i));
    }
    archive.write(file);
  }

  /** As it is distributed: a tar with a tar of each class. */
  static void imageNet(Path folder) throws IOException {
    Files.createDirectories(folder);
    SpeechArchive train = new SpeechArchive();
    for (int i = 0; i < CLASSES.size(); i++) {
      Path one = folder.resolve("class.tar");
      SpeechArchive images = new SpeechArchive();
      for (int image = i; image < EACH; image += CLASSES.size()) {
        images.member("%s_%d.JPEG".formatted(CLASSES.get(i), image), jpeg());
      }
      images.write(one);
      train.member(CLASSES.get(i) + ".tar", Files.readAllBytes(one));
      Files.delete(one);
    }
    train.write(folder.resolve("ILSVRC2012_img_train.tar"));
  }

  static void unpacked(Path folder) throws IOException {
    SpeechArchive images = new SpeechArchive();
    for (int i = 0; i < EACH; i++) {
      String wordNet = CLASSES.get(i % CLASSES.size());
      images.member("%s/%s_%d.JPEG".formatted(wordNet, wordNet, i), jpeg());
    }
    images.unpack(folder);
  }
}
