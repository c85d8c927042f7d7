package io.d2v.files.archive;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.d2v.files.gzip.AccessPoint;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * Writes an index: {@code d2vindex}, a version, the archive's fingerprint, its members, its access
 * points, and CRC-32C of all that. What {@link IndexReader} reads.
 */
final class IndexWriter {
  static final long MAGIC = 0x6432_7669_6e64_6578L; // d2vindex
  static final int VERSION = 1;

  private final DataOutputStream out;

  private IndexWriter(DataOutputStream out) {
    this.out = out;
  }

  /** Under another name first, so that an index is whole or not there. */
  static void write(Path file, Fingerprint print, Catalog catalog) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Files.createDirectories(folder);
    // Not createTempFile, whose files nobody else may read: an archive may have many readers.
    Path temporary = folder.resolve(".d2v-index-" + UUID.randomUUID() + ".tmp");
    try {
      CRC32C checksum = new CRC32C();
      try (DataOutputStream out =
          new DataOutputStream(
              new CheckedOutputStream(
                  new BufferedOutputStream(
                      Files.newOutputStream(temporary, CREATE_NEW, WRITE), 1 << 16),
                  checksum))) {
        new IndexWriter(out).all(print, catalog);
        out.writeInt((int) checksum.getValue());
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private void all(Fingerprint print, Catalog catalog) throws IOException {
    out.writeLong(MAGIC);
    out.writeInt(VERSION);
    out.writeLong(print.size());
    out.writeLong(print.modified());
    out.write(print.sampled());
    out.writeLong(catalog.length());
    members(catalog.members());
    out.writeInt(catalog.points().list().size());
    for (AccessPoint point : catalog.points().list()) {
      out.writeLong(point.bit());
      out.writeLong(point.output());
      out.writeInt(point.window());
      out.writeInt(point.stored().length);
      out.write(point.stored());
    }
  }

  private void members(MemberTable members) throws IOException {
    out.writeInt(members.size());
    out.writeInt(members.names().text().length);
    out.write(members.names().text());
    long end = 0;
    for (int i = 0; i < members.size(); i++) {
      number(members.names().bytes(i));
      number(members.sizes()[i]);
      long gap = members.offsets()[i] - end;
      number((gap << 1) ^ (gap >> 63)); // near 0 for both signs: members mostly lie in their order
      end = members.offsets()[i] + members.sizes()[i];
    }
  }

  /** Seven bits a byte, the lowest first, the highest bit set where more follow. */
  private void number(long value) throws IOException {
    long left = value;
    while ((left & ~0x7FL) != 0) {
      out.writeByte((int) ((left & 0x7F) | 0x80));
      left >>>= 7;
    }
    out.writeByte((int) left);
  }
}
