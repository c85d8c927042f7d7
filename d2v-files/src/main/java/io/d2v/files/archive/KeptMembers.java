package io.d2v.files.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Members that are kept in memory while a tar is gone through, or none if they are too much. */
final class KeptMembers {
  private final MemberRules rules;
  private final Predicate<String> wanted;
  private final Map<String, byte[]> members = new TreeMap<>();
  private long left;

  KeptMembers(MemberRules rules, Predicate<String> wanted, long most) {
    this.rules = rules;
    this.wanted = wanted;
    this.left = most;
  }

  /** Reads a member if it is wanted; the input stands at its first byte. */
  void offer(String name, long size, InputStream in) throws IOException {
    if (left < 0 || !wanted.test(name)) {
      return;
    }
    rules.requireSize(name, size);
    left -= size;
    if (left < 0) {
      members.clear();
      return;
    }
    byte[] bytes = in.readNBytes((int) size);
    if (bytes.length < size) {
      throw new EOFException("member '" + name + "' is cut short");
    }
    members.put(name, bytes);
  }

  /** Whether none was too much. */
  boolean all() {
    return left >= 0;
  }

  Map<String, byte[]> members() {
    return members;
  }
}
