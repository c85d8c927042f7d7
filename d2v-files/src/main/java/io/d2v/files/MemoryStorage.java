package io.d2v.files;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The members of an archive that can't be read out of order, kept in memory. */
record MemoryStorage(Path archive, Map<String, byte[]> members) implements Storage {
  @Override
  public Set<String> names() {
    return members.keySet();
  }

  @Override
  public byte[] read(String name) {
    return Objects.requireNonNull(members.get(name), name);
  }

  @Override
  public String where(String name) {
    return archive + "!" + name;
  }
}
