package io.d2v.files.archive;

import io.d2v.files.gzip.AccessPoint;
import io.d2v.files.gzip.AccessPoints;
import io.d2v.files.gzip.GzipReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * What a .gz unpacks to, entered at the access point before what is wanted. A reader that stopped
 * nearer before it goes on instead, so that reading in order unpacks everything once.
 */
final class GzippedContents implements TarContents {
  private static final int STOPPED = 4; // half a megabyte each

  private final Path archive;
  private final AccessPoints points;
  private final Deque<GzipReader> stopped = new ArrayDeque<>();

  GzippedContents(Path archive, AccessPoints points) {
    this.archive = archive;
    this.points = points;
  }

  @Override
  public void read(long offset, byte[] into) throws IOException {
    AccessPoint point = points.before(offset);
    Optional<GzipReader> nearer = takeStopped(point.output(), offset);
    GzipReader reader = nearer.isPresent() ? nearer.get() : GzipReader.at(archive, point);
    long before = offset - reader.position();
    if (reader.skip(before) < before || reader.readNBytes(into, 0, into.length) < into.length) {
      throw new EOFException(
          archive + " ends before byte " + (offset + into.length) + " of its tar");
    }
    keep(reader);
  }

  private synchronized Optional<GzipReader> takeStopped(long from, long to) {
    for (Iterator<GzipReader> readers = stopped.iterator(); readers.hasNext(); ) {
      GzipReader reader = readers.next();
      if (reader.position() >= from && reader.position() <= to) {
        readers.remove();
        return Optional.of(reader);
      }
    }
    return Optional.empty();
  }

  private synchronized void keep(GzipReader reader) {
    stopped.addFirst(reader);
    if (stopped.size() > STOPPED) {
      stopped.removeLast();
    }
  }
}
