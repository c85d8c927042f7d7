package io.d2v.files.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/** A .tar.gz: kept in memory if it is small, since nothing is faster; else read out of order. */
final class GzippedTar {
  private GzippedTar() {}

  /**
   * Opens an archive.
   *
   * @param mostBytes how many bytes of members may be kept in memory
   */
  static Archive open(Path archive, Predicate<String> wanted, long mostBytes) throws IOException {
    SavedIndex index = SavedIndex.of(archive);
    Fingerprint print = Fingerprint.of(archive);
    Optional<Archive> large = Optional.empty();
    Optional<SavedIndex.Found> found = index.find(print);
    if (found.isPresent()) {
      TarArchive tar = Tar.members(archive, found.get().catalog(), wanted);
      large = Optional.<Archive>of(tar).filter(archived -> tar.members().bytes() > mostBytes);
    } else if (print.size() > mostBytes) {
      large = Optional.of(Tar.members(archive, index.make(print), wanted));
    }
    return large.isPresent() ? large.get() : small(index, print, wanted, mostBytes);
  }

  /** Its members, unless they unpack to too much. */
  private static Archive small(
      SavedIndex index, Fingerprint print, Predicate<String> wanted, long mostBytes)
      throws IOException {
    Path archive = index.archive();
    KeptMembers kept = new KeptMembers(new MemberRules(archive), wanted, mostBytes);
    Catalog catalog = Tar.packed(archive, kept, Progress.NONE);
    return kept.all()
        ? new KeptArchive(archive, kept.members())
        : Tar.members(archive, index.saved(print, catalog), wanted);
  }
}
