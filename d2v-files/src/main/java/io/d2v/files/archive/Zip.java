package io.d2v.files.archive;

import io.d2v.api.UserError;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipMethod;

/** Finds the members of a .zip. */
final class Zip {
  private Zip() {}

  static Archive open(Path archive, Predicate<String> wanted) throws IOException {
    MemberRules rules = new MemberRules(archive);
    Map<String, MemberRange> members = new TreeMap<>();
    long fileBytes = Files.size(archive);
    try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
        String name = rules.inside(entry.getName());
        rules.requireFile(name, !entry.isUnixSymlink());
        if (!entry.isDirectory() && wanted.test(name)) {
          rules.requireSize(name, entry.getSize());
          rules.requireSize(name, entry.getCompressedSize());
          rules.requireRatio("member '" + name + "'", entry.getCompressedSize(), entry.getSize());
          MemberRange range = range(archive, zip, entry);
          if (!range.within(fileBytes)) {
            throw new EOFException("member '" + name + "' goes on behind the end");
          }
          members.put(name, range);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw rules.damaged(e);
    }
    return new ZipArchive(archive, members);
  }

  private static MemberRange range(Path archive, ZipFile zip, ZipArchiveEntry entry)
      throws IOException {
    boolean deflated = entry.getMethod() == ZipMethod.DEFLATED.getCode();
    boolean stored = entry.getMethod() == ZipMethod.STORED.getCode();
    if ((!deflated && !stored) || entry.getGeneralPurposeBit().usesEncryption()) {
      throw new UserError(
          UserError.Kind.DATA,
          archive
              + ": member '"
              + entry.getName()
              + "' is encrypted or compressed otherwise than by 'deflate'; zip it anew without");
    }
    zip.getRawInputStream(entry).close(); // finds the entry's offset
    return new MemberRange(
        entry.getDataOffset(),
        entry.getCompressedSize(),
        Math.toIntExact(entry.getSize()),
        deflated);
  }
}
