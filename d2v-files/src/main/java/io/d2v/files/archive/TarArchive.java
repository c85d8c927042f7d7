package io.d2v.files.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The members of a tar, read where they lie. */
record TarArchive(Path archive, MemberTable members, TarContents contents) implements Archive {
  @Override
  public Set<String> names() {
    return members.names().asSet();
  }

  @Override
  public List<String> inOrder() {
    return IntStream.range(0, members.size())
        .boxed()
        .sorted(Comparator.comparingLong(i -> members.offsets()[i]))
        .map(members.names()::get)
        .toList();
  }

  @Override
  public long size(String name) {
    return members.sizes()[member(name)];
  }

  @Override
  public byte[] read(String name) throws IOException {
    return head(name, Integer.MAX_VALUE);
  }

  @Override
  public byte[] head(String name, int most) throws IOException {
    int member = member(name);
    byte[] bytes = new byte[(int) Math.min(most, members.sizes()[member])];
    contents.read(members.offsets()[member], bytes);
    return bytes;
  }

  private int member(String name) {
    int member = members.names().find(name);
    if (member < 0) {
      throw new IllegalArgumentException("no member of " + archive + ": " + name);
    }
    return member;
  }
}
