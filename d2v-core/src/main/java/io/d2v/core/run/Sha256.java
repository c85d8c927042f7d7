package io.d2v.core.run;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, as hexadecimal digits. */
public final class Sha256 {
  private static final int PIECE = 1 << 14;

  private Sha256() {}

  /** Of bytes. */
  public static String of(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  /** One that is fed piece by piece. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** Feeds one with numbers. */
  public static void update(MessageDigest digest, float[] numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(PIECE * Float.BYTES);
    for (int begin = 0; begin < numbers.length; begin += PIECE) {
      int count = Math.min(PIECE, numbers.length - begin);
      bytes.clear().asFloatBuffer().put(numbers, begin, count);
      digest.update(bytes.limit(count * Float.BYTES));
    }
  }
}
