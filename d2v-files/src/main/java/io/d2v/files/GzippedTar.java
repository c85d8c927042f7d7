package io.d2v.files;

import io.d2v.api.UserError;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Reads the members of a .tar.gz, in one pass, since it can't be entered in the middle. */
final class GzippedTar {
  private final Path archive;
  private final long mostBytes;
  private final MemberRules rules;
  private final Map<String, byte[]> members = new TreeMap<>();
  private long kept;
  private long passed;

  private GzippedTar(Path archive, long mostBytes) {
    this.archive = archive;
    this.mostBytes = mostBytes;
    this.rules = new MemberRules(archive);
  }

  /**
   * Reads an archive.
   *
   * @param mostBytes how many bytes of members may be kept
   */
  static Storage open(Path archive, Predicate<String> wanted, long mostBytes) throws IOException {
    GzippedTar tar = new GzippedTar(archive, mostBytes);
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive), 1 << 16)) {
      tar.read(file, wanted);
    }
    return new MemoryStorage(archive, tar.members);
  }

  private void read(InputStream file, Predicate<String> wanted) throws IOException {
    long length = Files.size(archive);
    try (GzipCompressorInputStream plain =
            GzipCompressorInputStream.builder()
                .setInputStream(file)
                .setDecompressConcatenated(true)
                .get();
        TarArchiveInputStream tar = new TarArchiveInputStream(plain)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String name = Tar.checkedName(rules, entry);
        passed += entry.getSize();
        rules.requireRatio(name, length, passed);
        if (entry.isFile() && wanted.test(name)) {
          rules.requireSize(name, entry.getSize());
          keep(name, entry.getSize(), tar);
        }
      }
      plain.transferTo(OutputStream.nullOutputStream()); // up to the checksum
    } catch (IOException | IllegalArgumentException e) {
      throw rules.damaged(e);
    }
  }

  private void keep(String name, long size, InputStream tar) throws IOException {
    kept += size;
    if (kept > mostBytes) {
      throw new UserError(
          UserError.Kind.DATA,
          archive
              + ": holds more than "
              + (mostBytes >> 20)
              + " MiB of data, and a .tar.gz keeps them in memory, since it can't be read out of"
              + " order; unpack it to a .tar (gunzip), or raise archive_memory in the data section");
    }
    byte[] bytes = tar.readNBytes(Math.toIntExact(size));
    if (bytes.length < size) {
      throw new EOFException("member '" + name + "' is cut short");
    }
    members.put(name, bytes);
  }
}
