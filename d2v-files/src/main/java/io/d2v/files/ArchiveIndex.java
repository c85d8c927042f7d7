package io.d2v.files;

import io.d2v.files.archive.ArchiveKind;
import io.d2v.files.archive.SavedIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The index of a .tar or .tar.gz: which members it has, where they lie, and where compressed data
 * can be entered. It is kept as a file, so that an archive is gone through once.
 *
 * @param file the index, beside the archive or in the user's cache
 * @param fileBytes how many bytes it has
 * @param members how many the archive has
 * @param bytes how many they have, unpacked
 * @param made whether it was made now; else it was there and still fits
 */
public record ArchiveIndex(Path file, long fileBytes, long members, long bytes, boolean made) {
  /** Told how far an archive has been gone through. */
  @FunctionalInterface
  public interface Progress {
    /** Tells nobody. */
    Progress NONE = (done, total) -> {};

    /** So many bytes of so many are behind. */
    void passed(long done, long total);
  }

  /** Whether an archive of this name has an index; a .zip brings its own. */
  public static boolean isFor(Path archive) {
    return ArchiveKind.of(archive.toString()).filter(kind -> kind != ArchiveKind.ZIP).isPresent();
  }

  /**
   * What making an index will take, roughly: said before anything is read.
   *
   * @param read how many bytes of the archive's file are read, or passed over between headers
   * @param seconds how long that takes
   * @param indexBytes how large the index gets
   */
  public record Estimate(long read, long seconds, long indexBytes) {
    private static final long MEMBER = 100_000; // an image
    private static final long ENTRY = 35;
    private static final long HEADERS_A_SECOND = 10_000; // of a disk that need not be moved
    private static final long UNPACKED_A_SECOND = 100_000_000;

    /** For an archive of images or sounds. */
    public static Estimate of(Path archive) throws IOException {
      long bytes = Files.size(archive);
      long entries = bytes / MEMBER * ENTRY;
      boolean gzipped =
          ArchiveKind.of(archive.toString()).equals(Optional.of(ArchiveKind.GZIPPED_TAR));
      return gzipped
          ? new Estimate(bytes, bytes / UNPACKED_A_SECOND, entries + SavedIndex.mostOfPoints(bytes))
          : new Estimate(bytes, bytes / MEMBER / HEADERS_A_SECOND, entries);
    }
  }

  /**
   * Makes the index, unless there is one that fits.
   *
   * @throws io.d2v.api.UserError if the archive is damaged or unsafe
   * @throws IOException if it can't be read, or the index be written nowhere
   */
  public static ArchiveIndex prepare(Path archive, Progress progress) throws IOException {
    SavedIndex.Prepared index = SavedIndex.of(archive).prepare(progress::passed);
    return new ArchiveIndex(
        index.file(), Files.size(index.file()), index.members(), index.bytes(), index.made());
  }
}
