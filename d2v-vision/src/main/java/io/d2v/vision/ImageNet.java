package io.d2v.vision;

import io.d2v.api.Dataset;
import io.d2v.api.MissingPart;
import io.d2v.api.UserError;
import io.d2v.files.EncodedFiles;
import io.d2v.files.FolderLayout;
import io.d2v.files.Split;
import io.d2v.files.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * ImageNet's classification set (ILSVRC 2012) as it is distributed: a tar with a tar for each class
 * to train on, a tar of validation images without folders, and a kit that says their classes. A
 * class is a WordNet id; its number is its place among the sorted ids, as torchvision has it.
 */
record ImageNet(Path folder, ImageDataSettings settings) {
  private static final String TRAIN = "ILSVRC2012_img_train.tar";
  private static final String VALIDATION = "ILSVRC2012_img_val.tar";
  private static final Pattern IMAGE =
      Pattern.compile("(?:.*/)?ILSVRC2012_val_([0-9]{8})\\.(?i:jpeg)");

  /** Whether a folder holds it, packed, or unpacked without folders for the validation images. */
  static boolean recognizes(Path folder) throws IOException {
    return Files.exists(folder.resolve(TRAIN))
        || Files.exists(folder.resolve(VALIDATION))
        || (kit(folder).isPresent() && flat(folder.resolve("val")));
  }

  private static boolean flat(Path validation) throws IOException {
    if (!Files.isDirectory(validation)) {
      return false;
    }
    try (Stream<Path> files = Files.list(validation)) {
      return files.anyMatch(file -> IMAGE.matcher(file.toString()).matches());
    }
  }

  private static Optional<Path> kit(Path folder) {
    return first(folder, DevKit.FILE, DevKit.FILE.replace(".tar.gz", ""));
  }

  private static Optional<Path> first(Path folder, String packed, String unpacked) {
    return Stream.of(packed, unpacked).map(folder::resolve).filter(Files::exists).findFirst();
  }

  Dataset open() throws IOException {
    Optional<Path> train = first(folder, TRAIN, "train");
    if (settings.split() == Split.AUTO && train.isEmpty() && settings.list().isPresent()) {
      throw fault(
          folder,
          "has no training part, and data.list ("
              + settings.list().get()
              + ") is of the training part: fetch "
              + TRAIN
              + " from image-net.org, or leave list out");
    }
    if (settings.split() == Split.TEST || (settings.split() == Split.AUTO && train.isEmpty())) {
      return validation(
          first(folder, VALIDATION, "val")
              .orElseThrow(
                  () -> new MissingPart(missing(VALIDATION, "holds the validation images"))));
    }
    return train(
        train.orElseThrow(() -> new MissingPart(missing(TRAIN, "holds the images to train on"))));
  }

  private Dataset train(Path source) throws IOException {
    Storage storage = Storage.open(source, ImageNames::image, settings.memory());
    FolderLayout all = FolderLayout.of(storage.names(), Split.AUTO);
    if (all.names().isEmpty()) {
      throw fault(source, "holds no images; fetch it again");
    }
    FolderLayout layout =
        settings.list().isEmpty()
            ? all
            : ListedFiles.read(Path.of(settings.list().get())).of(source, all);
    Optional<Path> kit = kit(folder);
    return kit.isEmpty()
        ? new EncodedFiles(storage, layout)
        : numbered(storage, layout, DevKit.read(kit.get()).classes());
  }

  /** With the numbers that the classes have among all, where there are images of some alone. */
  private Dataset numbered(Storage storage, FolderLayout layout, List<String> classes) {
    int[] numbers =
        layout.classes().stream().mapToInt(id -> Collections.binarySearch(classes, id)).toArray();
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] < 0) {
        throw fault(
            folder,
            "its images of "
                + layout.classes().get(i)
                + " are of no class that "
                + DevKit.FILE
                + " has; they are probably of different sets");
      }
    }
    return new EncodedFiles(
        storage,
        layout.names(),
        file -> {
          OptionalInt label = layout.label(file);
          return label.isEmpty() ? label : OptionalInt.of(numbers[label.getAsInt()]);
        },
        classes);
  }

  private Dataset validation(Path source) throws IOException {
    Path kit =
        kit(folder)
            .orElseThrow(
                () ->
                    new UserError(
                        UserError.Kind.DATA,
                        missing(
                            DevKit.FILE,
                            "says the classes of the images in " + source.getFileName())));
    DevKit read = DevKit.read(kit);
    Storage storage =
        Storage.open(source, name -> IMAGE.matcher(name).matches(), settings.memory());
    List<String> names = List.copyOf(storage.names());
    int[] numbers = names.stream().mapToInt(ImageNet::number).toArray();
    int images = read.truth().size();
    if (names.size() != images) {
      throw fault(
          source,
          "holds "
              + names.size()
              + " images, but "
              + kit.getFileName()
              + " has the classes of "
              + images
              + "; fetch again what is not whole");
    }
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] < 1 || numbers[i] > images) {
        throw fault(source, names.get(i) + " is not one of " + images + "; fetch it again");
      }
    }
    return new EncodedFiles(
        storage, names, i -> OptionalInt.of(read.truth().get(numbers[i] - 1)), read.classes());
  }

  private static int number(String name) {
    Matcher parts = IMAGE.matcher(name);
    return parts.matches() ? Integer.parseInt(parts.group(1)) : 0;
  }

  private String missing(String file, String what) {
    return folder.resolve(file)
        + ": is missing; it "
        + what
        + ": fetch it from image-net.org, or check split in the data section";
  }

  private static UserError fault(Path where, String what) {
    return new UserError(UserError.Kind.DATA, where + ": " + what);
  }
}
