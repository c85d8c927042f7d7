package io.d2v.files;

import io.d2v.files.archive.Archive;
import java.io.IOException;
import java.util.Set;

/** The members of an archive as files. */
record ArchiveStorage(Archive archive) implements Storage {
  @Override
  public Set<String> names() {
    return archive.names();
  }

  @Override
  public byte[] read(String name) throws IOException {
    return archive.read(name);
  }

  @Override
  public byte[] head(String name, int most) throws IOException {
    return archive.head(name, most);
  }

  @Override
  public String where(String name) {
    return archive.archive() + "!" + name;
  }
}
