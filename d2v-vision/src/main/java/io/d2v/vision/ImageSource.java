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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds out how images are stored, and opens them. */
record ImageSource(ImageDataSettings settings) {
  private static final String LOOKED_FOR =
      "looked for .jpg, .jpeg and .png files, in folders, .tar, .tar.gz, .tgz or .zip;"
          + " ILSVRC2012_img_train.tar and _val.tar; *images-idx3-ubyte[.gz]; and CIFAR-10's"
          + " data_batch_*.bin and test_batch.bin";

  Dataset open(Path source) throws IOException {
    if (Files.isDirectory(source)) {
      if (ImageNet.recognizes(source)) {
        return new ImageNet(source, settings).open();
      }
      List<Path> idx = list(source, IdxImages::recognizes);
      if (!idx.isEmpty()) {
        requireFiles(source);
        return IdxImages.open(chosen(source, idx));
      }
    }
    if (Files.isReadable(source) && IdxImages.recognizes(source)) {
      requireFiles(source);
      return IdxImages.open(chosen(source, List.of(source)));
    }
    return stored(source, Storage.open(source, ImageNames::wanted, settings.memory()));
  }

  private Dataset stored(Path source, Storage storage) throws IOException {
    Set<String> names = storage.names();
    if (names.isEmpty()) {
      throw fault(source, "holds no images; " + LOOKED_FOR + Storage.archiveIn(source));
    }
    return names.stream().anyMatch(ImageNames::image)
        ? files(source, storage)
        : cifar(source, storage);
  }

  private Dataset files(Path source, Storage storage) throws IOException {
    Set<String> names = storage.names();
    FolderLayout layout =
        FolderLayout.of(
            names.stream().allMatch(ImageNames::image)
                ? names
                : names.stream().filter(ImageNames::image).toList(),
            settings.split());
    if (layout.names().isEmpty()) {
      throw noSuchPart(source, "a folder train, test or val");
    }
    boolean listed = settings.list().isPresent() && settings.split() != Split.TEST;
    return new EncodedFiles(
        storage,
        listed ? ListedFiles.read(Path.of(settings.list().get())).of(source, layout) : layout);
  }

  private Dataset cifar(Path source, Storage storage) throws IOException {
    requireFiles(source);
    CifarImages images = CifarImages.open(storage, settings.split());
    if (images.size() == 0) {
      throw noSuchPart(source, "data_batch_*.bin or test_batch.bin");
    }
    return images;
  }

  private MissingPart noSuchPart(Path source, String wanted) {
    return new MissingPart(
        source
            + ": holds images, but no "
            + (settings.split() == Split.TEST ? "test" : "training")
            + " part ("
            + wanted
            + "); check split in the data section");
  }

  private void requireFiles(Path source) {
    if (settings.list().isPresent()) {
      throw fault(
          source,
          "its images are no files, which list in the data section could name; leave it out");
    }
  }

  private static List<Path> list(Path folder, Predicate<Path> wanted) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(wanted).sorted().toList();
    }
  }

  private Path chosen(Path folder, List<Path> files) {
    Predicate<Path> isTest = file -> file.getFileName().toString().startsWith("t10k-");
    Optional<Path> train = files.stream().filter(isTest.negate()).findFirst();
    Optional<Path> test = files.stream().filter(isTest).findFirst();
    Optional<Path> wanted =
        switch (settings.split()) {
          case AUTO -> train.or(() -> test);
          case TRAIN -> train;
          case TEST -> test;
        };
    return wanted.orElseThrow(
        () ->
            new MissingPart(
                folder
                    + ": has no "
                    + settings.split().name().toLowerCase(Locale.ROOT)
                    + " part, only "
                    + files
                    + "; check split in the data section"));
  }

  private static UserError fault(Path source, String what) {
    return new UserError(UserError.Kind.DATA, source + ": " + what);
  }
}
