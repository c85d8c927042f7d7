package io.d2v.files;

import io.d2v.api.UserError;
import io.d2v.files.archive.SizeLimit;
import io.d2v.files.names.Names;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The files below a folder; links are followed, since data often lies on another disk. */
record FolderStorage(Path folder, Names files) implements Storage {
  static FolderStorage open(Path folder, Predicate<String> wanted) throws IOException {
    try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      Stream<String> names =
          files
              .filter(Files::isRegularFile)
              .map(file -> folder.relativize(file).toString().replace('\\', '/'))
              .filter(wanted);
      return new FolderStorage(folder, Names.of(folder.toString(), names));
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof FileSystemLoopException loop) {
        throw new UserError(
            UserError.Kind.DATA,
            loop.getFile() + ": a link to a folder that holds it; remove the link",
            e);
      }
      throw e.getCause();
    }
  }

  @Override
  public Set<String> names() {
    return files.asSet();
  }

  @Override
  public byte[] read(String name) throws IOException {
    Path file = folder.resolve(name);
    long size = Files.size(file);
    if (size > SizeLimit.BYTES) {
      throw new IOException(SizeLimit.exceeded(file.toString(), size));
    }
    return Files.readAllBytes(file);
  }

  @Override
  public byte[] head(String name, int most) throws IOException {
    try (InputStream in = Files.newInputStream(folder.resolve(name))) {
      return in.readNBytes(most);
    }
  }

  @Override
  public String where(String name) {
    return folder.resolve(name).toString();
  }
}
