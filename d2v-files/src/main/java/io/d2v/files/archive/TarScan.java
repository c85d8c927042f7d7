package io.d2v.files.archive;

import io.d2v.api.UserError;
import io.d2v.files.gzip.GzipReader;
import io.d2v.files.gzip.ScannedInput;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a tar from header to header. A tar in it, as those of ImageNet's classes, is gone
 * through like a folder of its name; one in that is a file.
 */
final class TarScan {
  private static final int BLOCK = 512;
  private static final long MOST_HEADER = 1L << 20; // with a long name in front, read as a whole
  private static final String TAR = ".tar";

  /** What is done with a member. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Called where the input stands at a member's first byte.
     *
     * @param offset of that byte in the tar
     */
    void member(String name, long offset, long size) throws IOException;
  }

  /**
   * What is gone through.
   *
   * @param tar the name of a tar in the archive; empty for the archive itself
   * @param end where it ends; {@link Long#MAX_VALUE} where nobody knows
   */
  private record Part(String tar, long end) {
    boolean nested() {
      return !tar.isEmpty();
    }

    String inPart(String name) {
      return nested() ? tar.substring(0, tar.length() - TAR.length()) + "/" + name : name;
    }
  }

  private final MemberRules rules;
  private final ScannedInput in;
  private final long length;
  private final Visitor visitor;
  private String lastWhole = "";

  private TarScan(MemberRules rules, ScannedInput in, long length, Visitor visitor) {
    this.rules = rules;
    this.in = in;
    this.length = length;
    this.visitor = visitor;
  }

  /** Goes through a file. */
  static void plain(MemberRules rules, FileScan in, Visitor visitor) throws IOException {
    long length = Files.size(rules.archive());
    new TarScan(rules, in, length, visitor).walk(new Part("", length));
  }

  /** Goes through what a file unpacks to, of which nobody knows where it ends. */
  static void packed(MemberRules rules, GzipReader in, Visitor visitor) throws IOException {
    TarScan scan = new TarScan(rules, in, Long.MAX_VALUE, visitor);
    scan.walk(new Part("", Long.MAX_VALUE));
    try {
      long compressed = Files.size(rules.archive());
      in.skip(RatioLimit.most(compressed) - in.position() + 1); // up to the checksum
      rules.requireRatio("what stands behind its last member", compressed, in.position());
    } catch (IOException e) {
      throw scan.unreadable("what stands behind the last member", e);
    }
  }

  private void walk(Part part) throws IOException {
    long header = in.position();
    for (TarArchiveEntry entry = next(header, part); entry != null; entry = next(header, part)) {
      String name = part.inPart(checkedName(entry));
      long first = in.position();
      long size = entry.isDirectory() ? 0 : entry.getSize();
      boolean whole = size <= part.end() - first;
      if (!part.nested() && entry.isFile() && isTar(name)) {
        walk(new Part(name, whole ? first + size : part.end()));
      } else if (whole && entry.isFile()) {
        visit(name, first, size);
      }
      if (!whole) {
        throw tooShort(part, " and member '" + name + "' goes on to byte " + (first + size));
      }
      header = first + (size + BLOCK - 1) / BLOCK * BLOCK;
      pass(name, header, first + size);
      lastWhole = name;
    }
    long known = part.end() == Long.MAX_VALUE ? header + BLOCK : in.position();
    if (known < header + BLOCK) {
      throw tooShort(part, " without the mark that ends a tar");
    }
  }

  private @Nullable TarArchiveEntry next(long header, Part part) throws IOException {
    try {
      // A new one each time, since it would read what it passes over.
      Within some = new Within(in, Math.min(part.end(), header + MOST_HEADER));
      TarArchiveEntry entry =
          new TarArchiveInputStream(some, BLOCK, BLOCK, StandardCharsets.UTF_8.name())
              .getNextEntry();
      if (entry != null && !entry.isCheckSumOK()) {
        throw new IOException("its checksum is of other bytes");
      }
      return entry;
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable("the header at byte " + header, e);
    }
  }

  private void visit(String name, long first, long size) throws IOException {
    try {
      visitor.member(name, first, size);
    } catch (IOException e) {
      throw unreadable("member '" + name + "'", e);
    }
  }

  /** Goes to the next header; the last member's padding may be missing. */
  private void pass(String name, long header, long end) throws IOException {
    try {
      in.skip(header - in.position());
    } catch (IOException e) {
      throw unreadable("member '" + name + "'", e);
    }
    if (in.position() < end) {
      throw damage()
          .damaged(
              "it unpacks to "
                  + in.position()
                  + " bytes and member '"
                  + name
                  + "' goes on to byte "
                  + end,
              new EOFException("the tar is cut short"));
    }
  }

  /** The member's name, if it is a file or folder within the archive's folder. */
  private String checkedName(TarArchiveEntry entry) {
    boolean special =
        entry.isLink()
            || entry.isSymbolicLink()
            || entry.isSparse()
            || entry.isFIFO()
            || entry.isBlockDevice()
            || entry.isCharacterDevice();
    rules.requireFile(entry.getName(), !special);
    return rules.inside(entry.getName());
  }

  private UserError tooShort(Part part, String what) {
    return part.end() == length
        ? damage().cutShort(length, what, new EOFException(what))
        : damage()
            .damaged(
                "the tar '" + part.tar() + "' in it ends at byte " + part.end() + what,
                new EOFException(what));
  }

  private UserError unreadable(String what, Exception cause) throws IOException {
    if (cause instanceof EOFException) {
      return damage().cutShort(Files.size(rules.archive()), " within " + what, cause);
    }
    return damage().damaged(what + " can't be read (" + cause.getMessage() + ")", cause);
  }

  private Damage damage() {
    return new Damage(rules.archive(), lastWhole);
  }

  private static boolean isTar(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    return last.endsWith(TAR) && !last.startsWith(".");
  }
}
