package io.d2v.files.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.d2v.files.gzip.Packed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Makes tars. */
public final class Tars {
  private Tars() {}

  /** A tar of these members. */
  public static byte[] of(Map<String, byte[]> members) throws IOException {
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

  static byte[] link(String name) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
      entry.setLinkName("/etc/passwd");
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
    }
    return out.toByteArray();
  }

  /** A member whose name stands in front of it, as GNU tar writes long ones. */
  static byte[] longName(int length) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      TarArchiveEntry name =
          new TarArchiveEntry(TarConstants.GNU_LONGLINK, TarConstants.LF_GNUTYPE_LONGNAME);
      name.setSize(length);
      tar.putArchiveEntry(name);
      tar.write("n".repeat(length).getBytes(UTF_8));
      tar.closeArchiveEntry();
      tar.putArchiveEntry(new TarArchiveEntry("n"));
      tar.closeArchiveEntry();
    }
    return out.toByteArray();
  }

  /** Members whose bytes are their names, with noise behind. */
  static Map<String, byte[]> members(int noise, String... names) {
    Map<String, byte[]> members = new TreeMap<>();
    for (String name : names) {
      byte[] bytes = new byte[noise];
      new Random(name.hashCode()).nextBytes(bytes);
      members.put(name, Packed.join(name.getBytes(UTF_8), bytes));
    }
    return members;
  }

  /** As ImageNet's training images are distributed: a tar of a tar for each class. */
  public static byte[] ofClasses(int noise, int classes, int each) throws IOException {
    Map<String, byte[]> tars = new TreeMap<>();
    for (int c = 0; c < classes; c++) {
      String wordNet = "n0144076" + c;
      String[] names = new String[each];
      for (int i = 0; i < each; i++) {
        names[i] = wordNet + "_" + i + ".JPEG";
      }
      tars.put(wordNet + ".tar", of(members(noise, names)));
    }
    return of(tars);
  }
}
