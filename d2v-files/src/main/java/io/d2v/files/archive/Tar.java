package io.d2v.files.archive;

import io.d2v.files.gzip.AccessPoints;
import io.d2v.files.gzip.GzipReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A .tar or .tar.gz that is read out of order. */
final class Tar {
  private Tar() {}

  /** Opens one, by its index where there is one. */
  static Archive open(Path archive, Predicate<String> wanted) throws IOException {
    return members(archive, SavedIndex.of(archive).open(), wanted);
  }

  static TarArchive members(Path archive, Catalog catalog, Predicate<String> wanted) {
    MemberTable members = catalog.members().wanted(wanted, new MemberRules(archive));
    return new TarArchive(archive, members, contents(archive, catalog));
  }

  static TarContents contents(Path archive, Catalog catalog) {
    return gzipped(archive)
        ? new GzippedContents(archive, catalog.points())
        : new TarContents.Plain(archive);
  }

  static boolean gzipped(Path archive) {
    return ArchiveKind.of(archive.toString()).equals(Optional.of(ArchiveKind.GZIPPED_TAR));
  }

  /** Goes through all of it. */
  static Catalog scan(Path archive, Progress progress) throws IOException {
    return gzipped(archive)
        ? packed(archive, new KeptMembers(new MemberRules(archive), name -> false, 0), progress)
        : plain(archive, progress);
  }

  private static Catalog plain(Path archive, Progress progress) throws IOException {
    MemberTable.Builder members = new MemberTable.Builder(archive);
    long size = Files.size(archive);
    try (FileScan in = new FileScan(archive)) {
      TarScan.plain(
          new MemberRules(archive),
          in,
          (name, offset, length) -> {
            members.add(name, offset, length);
            progress.passed(offset, size);
          });
    }
    return new Catalog(members.table(), size, AccessPoints.of(List.of()));
  }

  /** Goes through all of it, keeping members on the way. */
  static Catalog packed(Path archive, KeptMembers kept, Progress progress) throws IOException {
    MemberTable.Builder members = new MemberTable.Builder(archive);
    MemberRules rules = new MemberRules(archive);
    AccessPoints points = new AccessPoints();
    long size = Files.size(archive);
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive), 1 << 16)) {
      GzipReader in = Gzip.begin(rules, file, points);
      TarScan.packed(
          rules,
          in,
          (name, offset, length) -> {
            rules.requireRatio("member '" + name + "'", size, offset + length);
            members.add(name, offset, length);
            kept.offer(name, length, in);
            progress.passed(in.filePosition(), size);
          });
      return new Catalog(members.table(), in.position(), points);
    }
  }
}
