package io.d2v.bench.harness;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.DType;
import io.d2v.core.run.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Tells one model's weights from another's. */
final class ModelHash {
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
                Sha256.update(digest, array.floats());
              }
            });
    return HexFormat.of().formatHex(digest.digest());
  }
}
