package io.d2v.files.archive;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The members of an archive that can't be read out of order, kept in memory. */
record KeptArchive(Path archive, Map<String, byte[]> members) implements Archive {
  @Override
  public Set<String> names() {
    return members.keySet();
  }

  @Override
  public long size(String name) {
    return read(name).length;
  }

  @Override
  public byte[] read(String name) {
    return Objects.requireNonNull(members.get(name), name);
  }

  @Override
  public byte[] head(String name, int most) {
    byte[] whole = read(name);
    return Arrays.copyOf(whole, Math.min(most, whole.length));
  }
}
