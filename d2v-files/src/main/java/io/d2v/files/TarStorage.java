package io.d2v.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** The members of a tar, read where they lie. */
record TarStorage(Path archive, MemberTable members, TarContents contents) implements Storage {
  @Override
  public Set<String> names() {
    return members.names().asSet();
  }

  @Override
  public byte[] read(String name) throws IOException {
    return head(name, Integer.MAX_VALUE);
  }

  @Override
  public byte[] head(String name, int most) throws IOException {
    int member = members.names().find(name);
    if (member < 0) {
      throw new IllegalArgumentException("no member of " + archive + ": " + name);
    }
    byte[] bytes = new byte[(int) Math.min(most, members.sizes()[member])];
    contents.read(members.offsets()[member], bytes);
    return bytes;
  }

  @Override
  public String where(String name) {
    return archive + "!" + name;
  }
}
