package io.d2v.core.run;

import io.d2v.api.SmallFile;
import io.d2v.api.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The SHA-256 of each file of a folder, in a file that {@code sha256sum --check} reads. Written
 * last, so that a folder with a valid manifest is whole.
 */
final class Manifest {
  static final String NAME = "MANIFEST.sha256";

  private static final Pattern LINE =
      Pattern.compile("([0-9a-f]{64})  ([A-Za-z0-9_][A-Za-z0-9._-]*)\n");
  private static final int MOST_BYTES = 1 << 20;
  private static final int PIECE = 1 << 16;

  private Manifest() {}

  /**
   * Writes the manifest of a folder.
   *
   * @param digests SHA-256 by file name
   */
  static void write(Path folder, SortedMap<String, String> digests) throws IOException {
    StringBuilder lines = new StringBuilder();
    digests.forEach((name, digest) -> lines.append(digest).append("  ").append(name).append('\n'));
    try (HashedFile manifest = HashedFile.create(folder.resolve(NAME))) {
      Durable.writeFully(
          manifest, ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.US_ASCII)));
      manifest.sync();
    }
  }

  /**
   * Reads every file of a folder and compares it with its manifest.
   *
   * @param required files that the manifest must name
   * @return the names of its files
   * @throws UserError of kind CHECKPOINT, naming the file that is missing or not as written
   */
  static Set<String> verify(Path folder, List<String> required) throws IOException {
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
    return digests.keySet();
  }

  private static Map<String, String> read(Path folder) throws IOException {
    Path manifest = folder.resolve(NAME);
    if (!Files.isRegularFile(manifest)) {
      throw invalid(folder, "it has no " + NAME);
    }
    Map<String, String> digests = new TreeMap<>();
    byte[] bytes = new SmallFile(manifest, MOST_BYTES, UserError.Kind.CHECKPOINT).bytes();
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    Matcher line = LINE.matcher(text);
    int end = 0;
    while (line.find() && line.start() == end) {
      if (digests.put(line.group(2), line.group(1)) != null) {
        throw invalid(folder, NAME + " names " + line.group(2) + " twice");
      }
      end = line.end();
    }
    if (end < text.length()) {
      throw invalid(folder, NAME + " is damaged");
    }
    return digests;
  }

  static String sha256(Path file) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] piece = new byte[PIECE];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        digest.update(piece, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static UserError invalid(Path folder, String why) {
    return new UserError(UserError.Kind.CHECKPOINT, folder + " is not a whole checkpoint: " + why);
  }
}
