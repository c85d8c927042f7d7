package io.d2v.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The members of a .tar or .zip, read where they lie. */
record ArchiveStorage(Path archive, Map<String, MemberRange> members) implements Storage {
  @Override
  public Set<String> names() {
    return members.keySet();
  }

  @Override
  public byte[] read(String name) throws IOException {
    return Objects.requireNonNull(members.get(name), name).read(archive);
  }

  @Override
  public byte[] head(String name, int most) throws IOException {
    return Objects.requireNonNull(members.get(name), name).head(archive, most);
  }

  @Override
  public String where(String name) {
    return archive + "!" + name;
  }
}
