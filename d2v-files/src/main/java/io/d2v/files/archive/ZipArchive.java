package io.d2v.files.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The members of a .zip, read where they lie. */
record ZipArchive(Path archive, Map<String, MemberRange> members) implements Archive {
  @Override
  public Set<String> names() {
    return members.keySet();
  }

  @Override
  public long size(String name) {
    return member(name).size();
  }

  @Override
  public byte[] read(String name) throws IOException {
    return member(name).read(archive);
  }

  @Override
  public byte[] head(String name, int most) throws IOException {
    return member(name).head(archive, most);
  }

  private MemberRange member(String name) {
    return Objects.requireNonNull(members.get(name), name);
  }
}
