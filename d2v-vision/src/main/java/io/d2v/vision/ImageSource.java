package io.d2v.vision;

import io.d2v.api.Dataset;
import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds out how images are stored, and opens them. */
record ImageSource(ImageDataSettings settings) {
  Dataset open(Path source) throws IOException {
    if (!Files.exists(source)) {
      throw new UserError(
          UserError.Kind.DATA,
          source + ": there is no such file or folder; check the path after --data");
    }
    if (Files.isRegularFile(source) && IdxImages.recognizes(source)) {
      return IdxImages.open(source);
    }
    if (Files.isDirectory(source)) {
      List<Path> idx = idxFiles(source);
      if (!idx.isEmpty()) {
        return IdxImages.open(chosen(source, idx));
      }
    }
    throw new UserError(
        UserError.Kind.DATA,
        source + ": holds no images in a layout that is known; looked for *images-idx3-ubyte[.gz]");
  }

  private static List<Path> idxFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(IdxImages::recognizes).sorted().toList();
    }
  }

  private Path chosen(Path folder, List<Path> files) {
    String test = "t10k-";
    return switch (settings.split()) {
      case TEST -> named(folder, files, test, true);
      case TRAIN -> named(folder, files, test, false);
      case AUTO ->
          files.stream().filter(f -> !f.toString().contains(test)).findFirst().orElse(files.get(0));
    };
  }

  private static Path named(Path folder, List<Path> files, String part, boolean with) {
    return files.stream()
        .filter(file -> file.getFileName().toString().startsWith(part) == with)
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    UserError.Kind.DATA,
                    folder + ": has no " + (with ? "test" : "training") + " part, only " + files));
  }
}
