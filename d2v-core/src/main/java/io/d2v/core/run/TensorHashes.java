package io.d2v.core.run;

import io.d2v.api.graph.Array;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tells checkpoints with other numbers apart. */
public final class TensorHashes {
  private TensorHashes() {}

  /** SHA-256 of each tensor's entries, by what it is part of and its name. */
  public static SortedMap<String, String> of(Checkpoint checkpoint) {
    SortedMap<String, String> hashes = new TreeMap<>();
    put(hashes, "student ", checkpoint.student());
    put(hashes, "teacher ", checkpoint.teacher());
    put(hashes, "optimizer ", checkpoint.optimizer());
    return hashes;
  }

  private static void put(
      SortedMap<String, String> hashes, String part, Map<String, Array> tensors) {
    tensors.forEach((name, tensor) -> hashes.put(part + name, hash(tensor.floats())));
  }

  private static String hash(float[] entries) {
    MessageDigest digest = Sha256.digest();
    Sha256.update(digest, entries);
    return HexFormat.of().formatHex(digest.digest());
  }
}
