package io.d2v.vision;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Writes the same members as a folder or as one of the archives. */
enum Archives {
  FOLDER("images") {
    @Override
    void write(Path file, Map<String, byte[]> members) throws IOException {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        Path path = file.resolve(member.getKey());
        Files.createDirectories(path.getParent());
        Files.write(path, member.getValue());
      }
    }
  },
  TAR("images.tar") {
    @Override
    void write(Path file, Map<String, byte[]> members) throws IOException {
      tar(Files.newOutputStream(file), members);
    }
  },
  TAR_GZ("images.tar.gz") {
    @Override
    void write(Path file, Map<String, byte[]> members) throws IOException {
      tar(new GZIPOutputStream(Files.newOutputStream(file)), members);
    }
  },
  ZIP("images.zip") {
    @Override
    void write(Path file, Map<String, byte[]> members) throws IOException {
      try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
        for (Map.Entry<String, byte[]> member : members.entrySet()) {
          ZipArchiveEntry entry = new ZipArchiveEntry(member.getKey());
          zip.putArchiveEntry(entry);
          zip.write(member.getValue());
          zip.closeArchiveEntry();
        }
      }
    }
  };

  private final String fileName;

  Archives(String fileName) {
    this.fileName = fileName;
  }

  abstract void write(Path file, Map<String, byte[]> members) throws IOException;

  Path in(Path folder, Map<String, byte[]> members) throws IOException {
    Path file = folder.resolve(fileName);
    write(file, members);
    return file;
  }

  static void link(Path file, String name, String target) throws IOException {
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
      TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
      entry.setLinkName(target);
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
    }
  }

  private static void tar(OutputStream to, Map<String, byte[]> members) throws IOException {
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(to)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(member.getKey(), true);
        entry.setSize(member.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(member.getValue());
        tar.closeArchiveEntry();
      }
    }
  }
}
