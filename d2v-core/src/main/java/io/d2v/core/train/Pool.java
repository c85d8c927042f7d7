package io.d2v.core.train;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Memory as TensorFlow's allocator (BFCAllocator) holds it: it takes regions from the system, each
 * twice as large as the one before, cuts pieces from the smallest gap that is large enough, and
 * gives no region back. What was written once stays in the machine's memory.
 */
final class Pool {
  private static final long UNIT = 256;
  private static final long FIRST_REGION = 2 << 20;
  private static final long PAGE = 4096;

  /** A gap is cut where as much as the piece would be left, or this much. */
  private static final long LARGE_REST = 128 << 20;

  /** A piece of a region, in use or not. */
  static final class Piece {
    private final int region;
    private final long begin;
    private final BitSet written;
    private long size;
    private boolean used;
    private @Nullable Piece before;
    private @Nullable Piece after;

    private Piece(int region, long begin, long size, BitSet written) {
      this.region = region;
      this.begin = begin;
      this.size = size;
      this.written = written;
    }
  }

  private final NavigableSet<Piece> gaps =
      new TreeSet<>(
          Comparator.<Piece>comparingLong(piece -> piece.size)
              .thenComparing(piece -> piece.region)
              .thenComparing(piece -> piece.begin));
  private int regions;
  private long nextRegion = FIRST_REGION;
  private long pages;

  /** Takes a piece for so many bytes. */
  Piece take(long bytes) {
    long size = (bytes + UNIT - 1) / UNIT * UNIT;
    Piece piece = gaps.ceiling(new Piece(-1, 0, size, new BitSet()));
    if (piece == null) {
      piece = region(size);
    } else {
      gaps.remove(piece);
    }
    if (piece.size >= 2 * size || piece.size - size >= LARGE_REST) {
      cut(piece, size);
    }
    piece.used = true;
    BitSet written = piece.written;
    pages -= written.cardinality();
    written.set((int) (piece.begin / PAGE), (int) ((piece.begin + size + PAGE - 1) / PAGE));
    pages += written.cardinality();
    return piece;
  }

  /** Makes a piece a gap, one with the gaps beside it. */
  void giveBack(Piece piece) {
    piece.used = false;
    Piece gap = piece;
    Piece before = piece.before;
    if (before != null && !before.used) {
      gaps.remove(before);
      join(before, piece);
      gap = before;
    }
    Piece after = gap.after;
    if (after != null && !after.used) {
      gaps.remove(after);
      join(gap, after);
    }
    gaps.add(gap);
  }

  /** Takes pieces that lie beside one another, and makes them gaps. */
  void takeAndGiveBack(List<Long> bytes) {
    bytes.stream().map(this::take).toList().forEach(this::giveBack);
  }

  /** Bytes that were ever written. */
  long written() {
    return pages * PAGE;
  }

  private Piece region(long size) {
    boolean enough = size <= nextRegion;
    while (size > nextRegion) {
      nextRegion *= 2;
    }
    Piece whole = new Piece(regions++, 0, nextRegion, new BitSet());
    if (enough) {
      nextRegion *= 2;
    }
    return whole;
  }

  private void cut(Piece piece, long size) {
    Piece rest = new Piece(piece.region, piece.begin + size, piece.size - size, piece.written);
    piece.size = size;
    rest.before = piece;
    rest.after = piece.after;
    if (rest.after != null) {
      rest.after.before = rest;
    }
    piece.after = rest;
    gaps.add(rest);
  }

  private static void join(Piece one, Piece next) {
    one.size += next.size;
    one.after = next.after;
    if (next.after != null) {
      next.after.before = one;
    }
  }
}
