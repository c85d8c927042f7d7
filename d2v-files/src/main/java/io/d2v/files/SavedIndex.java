package io.d2v.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The index of an archive, as a file on the side.
 *
 * @param places where it may lie, the best first
 */
record SavedIndex(Path archive, List<Path> places) {
  private static final System.Logger LOG = System.getLogger(SavedIndex.class.getName());
  private static final long WORTH_IT = 64L << 20; // going through less takes a second

  /** What an index says, and the file that it lies in. */
  record Found(Catalog catalog, Path file) {}

  static SavedIndex of(Path archive) {
    return new SavedIndex(archive, IndexPlaces.of(archive));
  }

  /** What the index says, or else what the archive does. */
  Catalog open() throws IOException {
    Fingerprint print = Fingerprint.of(archive);
    Optional<Found> found = find(print);
    return found.isPresent() ? found.get().catalog() : make(print);
  }

  Optional<Found> find(Fingerprint print) {
    for (Path place : places) {
      Optional<Catalog> read = IndexReader.read(place, print);
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
    return saved(print, Tar.scan(archive, ArchiveIndex.Progress.NONE));
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
