package io.d2v.backend.tensorflow;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The same bytes for the same bytes, in every process. */
final class Digest {
  private Digest() {}

  /** Their SHA-256. */
  static byte[] of(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
