package io.d2v.core.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells one data set from another without reading it: by the names and sizes of its files, wherever
 * links lead to them.
 */
final class FileSizes {
  /** What d2v keeps beside an archive that it has gone through, which makes it no other data. */
  private static final String INDEX = ".d2v-index";

  private FileSizes() {}

  /** SHA-256 over one line a file, {@code name size}, by name. */
  static String hash(Path root) throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    Files.walkFileTree(
        root,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = root.relativize(file).toString().replace('\\', '/');
            boolean leadsNowhere = attributes.isSymbolicLink();
            if (!leadsNowhere && !name.endsWith(INDEX)) {
              sizes.put(name, attributes.size());
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException why) throws IOException {
            if (why instanceof FileSystemLoopException) { // its files are counted already
              return FileVisitResult.CONTINUE;
            }
            throw why;
          }
        });
    MessageDigest digest = Sha256.digest();
    sizes.forEach(
        (name, size) -> digest.update((name + " " + size + "\n").getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }
}
