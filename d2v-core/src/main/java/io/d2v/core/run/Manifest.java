package io.d2v.core.run;

import io.d2v.api.SmallFile;
import io.d2v.api.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The SHA-256 of each file of a folder, in a file that {@code sha256sum --check} reads. Written
 * last, so that a folder with a valid manifest is whole.
 */
final class Manifest {
  static final String NAME = "MANIFEST.sha256";

  private static final Pattern LINE =
      Pattern.compile("([0-9a-f]{64})  ([A-Za-z0-9_][A-Za-z0-9._-]*)");
  private static final int MOST_BYTES = 1 << 20;
  private static final int PIECE = 1 << 16;

  private Manifest() {}

  /** Writes the manifest of the files that a folder has. */
  static void write(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files = listed.filter(file -> !file.endsWith(NAME)).sorted().toList();
    }
    StringBuilder lines = new StringBuilder();
    for (Path file : files) {
      lines.append(sha256(file)).append("  ").append(file.getFileName()).append('\n');
    }
    Path manifest = folder.resolve(NAME);
    Files.writeString(manifest, lines);
    Durable.sync(manifest);
  }

  /**
   * Reads every file of a folder and compares it with its manifest.
   *
   * @param required files that the manifest must name
   * @throws UserError of kind CHECKPOINT, naming the file that is missing or not as written
   */
  static void verify(Path folder, List<String> required) throws IOException {
    Map<String, String> digests = read(folder);
    for (String name : required) {
      if (!digests.containsKey(name)) {
        throw invalid(folder, "its manifest does not name " + name);
      }
    }
    for (Map.Entry<String, String> entry : digests.entrySet()) {
      Path file = folder.resolve(entry.getKey());
      if (!Files.isRegularFile(file)) {
        throw invalid(folder, entry.getKey() + " is missing");
      }
      if (!sha256(file).equals(entry.getValue())) {
        throw invalid(folder, entry.getKey() + " is not as it was written");
      }
    }
  }

  private static Map<String, String> read(Path folder) throws IOException {
    Path manifest = folder.resolve(NAME);
    if (!Files.isRegularFile(manifest)) {
      throw invalid(folder, "it has no " + NAME);
    }
    Map<String, String> digests = new TreeMap<>();
    byte[] bytes = new SmallFile(manifest, MOST_BYTES, UserError.Kind.CHECKPOINT).bytes();
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (String line : text.lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw invalid(folder, NAME + " is damaged");
      }
      if (digests.put(matcher.group(2), matcher.group(1)) != null) {
        throw invalid(folder, NAME + " names " + matcher.group(2) + " twice");
      }
    }
    return digests;
  }

  static String sha256(Path file) throws IOException {
    MessageDigest digest = digest();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] piece = new byte[PIECE];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        digest.update(piece, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  private static UserError invalid(Path folder, String why) {
    return new UserError(UserError.Kind.CHECKPOINT, folder + " is not a whole checkpoint: " + why);
  }
}
