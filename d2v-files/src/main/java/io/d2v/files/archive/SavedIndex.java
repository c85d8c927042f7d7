package io.d2v.files.archive;

import io.d2v.files.gzip.AccessPoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The index of an archive, as a file on the side.
 *
 * @param places where it may lie, the best first
 */
public record SavedIndex(Path archive, List<Path> places) {
  private static final System.Logger LOG = System.getLogger(SavedIndex.class.getName());
  private static final long WORTH_IT = 64L << 20; // going through less takes a second

  /** What an index says, and the file that it lies in. */
  record Found(Catalog catalog, Path file) {}

  /**
   * An index that is there.
   *
   * @param file where it lies
   * @param members how many the archive has
   * @param bytes how many they have, unpacked
   * @param made whether it was made now
   */
  public record Prepared(Path file, long members, long bytes, boolean made) {
    private static Prepared of(Found found, boolean made) {
      MemberTable members = found.catalog().members();
      return new Prepared(found.file(), members.size(), members.bytes(), made);
    }
  }

  /** The index of an archive, where these lie. */
  public static SavedIndex of(Path archive) {
    return new SavedIndex(archive, IndexPlaces.of(archive));
  }

  /** How many bytes the access points of a compressed archive take at most. */
  public static long mostOfPoints(long archiveBytes) {
    return AccessPoints.most(archiveBytes);
  }

  /**
   * Makes the index, unless there is one that fits.
   *
   * @throws IOException if the archive can't be read, or the index be written nowhere
   */
  public Prepared prepare(Progress progress) throws IOException {
    Fingerprint print = Fingerprint.of(archive);
    Optional<Found> there = find(print);
    if (there.isPresent()) {
      return Prepared.of(there.get(), false);
    }
    Catalog catalog = Tar.scan(archive, progress);
    Path file =
        write(print, catalog)
            .orElseThrow(
                () -> new IOException(archive + ": its index can be written to none of " + places));
    return Prepared.of(new Found(catalog, file), true);
  }

  /** What the index says, or else what the archive does. */
  Catalog open() throws IOException {
    Fingerprint print = Fingerprint.of(archive);
    Optional<Found> found = find(print);
    return found.isPresent() ? found.get().catalog() : make(print);
  }

  Optional<Found> find(Fingerprint print) {
    for (Path place : places) {
      Optional<Catalog> read = IndexReader.read(place, archive, print);
      if (read.isPresent()) {
        return Optional.of(new Found(read.get(), place));
      }
    }
    return Optional.empty();
  }

  /** What the archive says, saved for the next time. */
  Catalog make(Fingerprint print) throws IOException {
    if (print.size() >= WORTH_IT) {
      LOG.log(System.Logger.Level.INFO, "{0}: looking for its members, this once", archive);
    }
    return saved(print, Tar.scan(archive, Progress.NONE));
  }

  /** The same, saved where finding it takes a while. */
  Catalog saved(Fingerprint print, Catalog catalog) {
    if (print.size() >= WORTH_IT && write(print, catalog).isEmpty()) {
      LOG.log(
          System.Logger.Level.INFO,
          "{0}: its index can be written to none of {1}, so each"
              + " opening looks for its members",
          archive,
          places);
    }
    return catalog;
  }

  /** Where it was written to; nowhere if it can't be, which is no reason to fail. */
  Optional<Path> write(Fingerprint print, Catalog catalog) {
    for (Path place : places) {
      try {
        IndexWriter.write(place, print, catalog);
        return Optional.of(place);
      } catch (IOException | UnsupportedOperationException e) {
        LOG.log(System.Logger.Level.DEBUG, "{0}: {1}", place, e.toString());
      }
    }
    return Optional.empty();
  }
}
