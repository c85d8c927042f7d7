package io.d2v.files.archive;

import io.d2v.api.UserError;
import io.d2v.fuzz.Scratch;
import io.d2v.fuzz.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A .tar, and all members of it. */
public final class TarTarget implements Target {
  @Override
  public List<byte[]> seeds() throws IOException {
    byte[] inner = tar(Map.of("1.txt", utf8("one"), "2.txt", utf8("two")));
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("./train/a/1.txt", utf8("one"));
    members.put("long/" + "n".repeat(120) + ".txt", new byte[600]);
    members.put("class.tar", inner);
    return List.of(inner, tar(members));
  }

  /** A member that is damaged is a sample that can't be read. */
  @Override
  public Set<Class<? extends Exception>> refusals() {
    return Set.of(UserError.class, IOException.class);
  }

  @Override
  public void read(byte[] input) throws IOException {
    readAll(Scratch.file("input.tar", input));
  }

  /** Reads all members, which are where their names say. */
  static void readAll(Path file) throws IOException {
    Archive archive = Archive.open(file, name -> true, 1 << 20);
    Path folder = Path.of("/unpacked");
    for (String name : archive.names()) {
      // A name may be none that this system can have; then nothing is written.
      if (name.indexOf('\0') < 0 && !folder.resolve(name).normalize().startsWith(folder)) {
        throw new IllegalStateException("member '" + name + "' leads outside");
      }
      if (archive.read(name).length != archive.size(name)) {
        throw new IllegalStateException("member '" + name + "' is of another size");
      }
      archive.head(name, 16);
    }
  }

  static byte[] tar(Map<String, byte[]> members) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(member.getKey(), true);
        entry.setSize(member.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(member.getValue());
        tar.closeArchiveEntry();
      }
    }
    return out.toByteArray();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
