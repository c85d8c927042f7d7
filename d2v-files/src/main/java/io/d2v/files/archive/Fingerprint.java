package io.d2v.files.archive;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * What an archive is known again by: reading all of it to be sure would cost what an index saves.
 *
 * @param size in bytes
 * @param modified when, in milliseconds
 * @param sampled SHA-256 of pieces from its begin to its end
 */
@SuppressWarnings("ArrayRecordComponent") // compared by matches
record Fingerprint(long size, long modified, byte[] sampled) {
  static final int HASH = 32;

  private static final int PIECES = 16;
  private static final int PIECE = 4096;

  static Fingerprint of(Path archive) throws IOException {
    MessageDigest digest = sha256();
    long size = Files.size(archive);
    try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "r")) {
      byte[] piece = new byte[PIECE];
      for (int i = 0; i < PIECES; i++) {
        file.seek(Math.max(0, size - PIECE) / (PIECES - 1) * i);
        digest.update(piece, 0, Math.max(0, file.read(piece)));
      }
    }
    return new Fingerprint(size, Files.getLastModifiedTime(archive).toMillis(), digest.digest());
  }

  boolean matches(Fingerprint other) {
    return size == other.size
        && modified == other.modified
        && Arrays.equals(sampled, other.sampled);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
