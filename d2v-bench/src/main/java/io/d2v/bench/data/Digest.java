package io.d2v.bench.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file's checksum.
 *
 * @param algorithm {@code MD5} or {@code SHA-256}
 * @param hex in lower case
 */
public record Digest(String algorithm, String hex) {
  private static final int PIECE = 1 << 20;

  /** Whether a file has it; reads the whole file. */
  boolean isOf(Path file, Meter meter) throws IOException {
    MessageDigest digest = algorithm(algorithm);
    byte[] piece = new byte[PIECE];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        digest.update(piece, 0, read);
        meter.advance(read);
      }
    }
    return HexFormat.of().formatHex(digest.digest()).equals(hex);
  }

  private static MessageDigest algorithm(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + name, e);
    }
  }
}
