package io.d2v.bench.harness;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.DType;
import io.d2v.core.run.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Tells one model's weights from another's. */
final class ModelHash {
  private static final int CHUNK = 1 << 14;

  private ModelHash() {}

  /** SHA-256 over paths and values; {@code random} where there are none. */
  static String of(Map<String, Array> weights) {
    if (weights.isEmpty()) {
      return "random";
    }
    MessageDigest digest = Sha256.digest();
    new TreeMap<>(weights)
        .forEach(
            (path, array) -> {
              digest.update((path + " " + array.shape()).getBytes(StandardCharsets.UTF_8));
              if (array.type().dtype() == DType.FLOAT32) {
                update(digest, array.floats());
              }
            });
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES);
    for (int from = 0; from < values.length; from += CHUNK) {
      int count = Math.min(CHUNK, values.length - from);
      bytes.clear().asFloatBuffer().put(values, from, count);
      digest.update(bytes.limit(count * Float.BYTES));
    }
  }
}
