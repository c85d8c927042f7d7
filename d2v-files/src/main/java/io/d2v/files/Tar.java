package io.d2v.files;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/** Finds the members of a .tar. */
final class Tar {
  private static final int BLOCK = 512;

  private Tar() {}

  static Storage open(Path archive, Predicate<String> wanted) throws IOException {
    MemberRules rules = new MemberRules(archive);
    Map<String, MemberRange> members = new TreeMap<>();
    long end = 0;
    try (TarFile tar = new TarFile(archive)) {
      for (TarArchiveEntry entry : tar.getEntries()) {
        String name = checkedName(rules, entry);
        long size = entry.getSize();
        end = entry.getDataOffset() + (size + BLOCK - 1) / BLOCK * BLOCK;
        if (entry.isFile() && wanted.test(name)) {
          rules.requireSize(name, size);
          members.put(
              name, new MemberRange(entry.getDataOffset(), size, Math.toIntExact(size), false));
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw rules.damaged(e);
    }
    if (Files.size(archive) < end + BLOCK) {
      throw rules.damaged(new EOFException("the end mark after the last member is missing"));
    }
    return new ArchiveStorage(archive, members);
  }

  /** The member's name, if it is a file or folder within the archive's folder. */
  static String checkedName(MemberRules rules, TarArchiveEntry entry) {
    boolean special =
        entry.isLink()
            || entry.isSymbolicLink()
            || entry.isSparse()
            || entry.isFIFO()
            || entry.isBlockDevice()
            || entry.isCharacterDevice();
    rules.requireFile(entry.getName(), !special);
    return rules.inside(entry.getName());
  }
}
