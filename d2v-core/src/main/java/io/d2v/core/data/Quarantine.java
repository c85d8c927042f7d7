package io.d2v.core.data;

import io.d2v.api.SmallFile;
import io.d2v.api.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/**
 * Samples that can't be read. Training goes on without them as long as they are few: this share of
 * the data, but at least {@value #ALWAYS_ALLOWED}.
 */
public final class Quarantine {
  /** Damaged samples that are few however small the data is. */
  public static final int ALWAYS_ALLOWED = 5;

  private static final int LISTED = 10;
  private static final int MOST_BYTES = 256 << 20; // a thousandth of a billion samples

  private final long size;
  private final long allowed;
  private final Optional<Path> list;
  private final Map<Long, Damaged> damaged = new ConcurrentSkipListMap<>();
  private final Queue<Damaged> news = new ConcurrentLinkedQueue<>();

  /**
   * An empty quarantine.
   *
   * @param size of the dataset
   * @param share of it that may be damaged
   */
  public Quarantine(long size, double share) {
    this(size, share, Optional.empty());
  }

  private Quarantine(long size, double share, Optional<Path> list) {
    this.size = size;
    this.allowed = Math.max(ALWAYS_ALLOWED, (long) (share * size));
    this.list = list;
  }

  /**
   * A quarantine that is listed in a file, a line a sample: its index, a tab, and why. What is
   * listed there stays out; to have mended samples read again, delete the file.
   *
   * @param size of the dataset
   * @param share of it that may be damaged
   * @throws UserError of kind DATA, if more are listed than are allowed
   * @throws IOException if the file can't be read or written
   */
  public static Quarantine listed(Path file, long size, double share) throws IOException {
    Quarantine quarantine = new Quarantine(size, share, Optional.of(file));
    if (Files.exists(file)) {
      byte[] bytes = new SmallFile(file, MOST_BYTES, UserError.Kind.CHECKPOINT).bytes();
      int whole = bytes.length; // a crash may have torn the last line
      while (whole > 0 && bytes[whole - 1] != '\n') {
        whole--;
      }
      String text = new String(bytes, 0, whole, StandardCharsets.UTF_8);
      text.lines().forEach(line -> quarantine.take(file, line));
      if (whole < bytes.length) {
        Files.write(file, Arrays.copyOf(bytes, whole));
      }
      quarantine.requireFew();
    }
    return quarantine;
  }

  private void take(Path file, String line) {
    int tab = line.indexOf('\t');
    try {
      long index = Long.parseLong(line.substring(0, Math.max(tab, 0)));
      damaged.put(index, new Damaged(index, line.substring(tab + 1)));
    } catch (NumberFormatException broken) {
      throw new UserError(
          UserError.Kind.CHECKPOINT,
          file
              + ": not a list of damaged samples, at '"
              + line
              + "'; delete the file, and the samples are looked at again",
          broken);
    }
  }

  /**
   * A sample that can't be read.
   *
   * @param index in the dataset
   * @param reason why, as the reader says
   */
  public record Damaged(long index, String reason) {}

  /** What is damaged, by index. */
  public List<Damaged> damaged() {
    return List.copyOf(damaged.values());
  }

  /** How many can't be read and why the first one can't; nothing where all can. */
  public Optional<String> said() {
    return damaged.values().stream()
        .findFirst()
        .map(first -> damaged.size() + " of " + size + " samples can't be read: " + first.reason());
  }

  /** One that was found since this was asked last, until there is none. */
  public Optional<Damaged> news() {
    return Optional.ofNullable(news.poll());
  }

  boolean contains(long index) {
    return damaged.containsKey(index);
  }

  /**
   * Takes a sample in.
   *
   * @throws UserError of kind DATA, if there are too many now
   */
  synchronized void add(long index, String reason) {
    Damaged one = new Damaged(index, reason.replaceAll("\\s+", " "));
    if (!contains(index)) {
      news.add(one);
    }
    takeIn(one);
  }

  /**
   * Takes in a sample that another process found.
   *
   * @return whether it was not known here
   * @throws UserError of kind DATA, if there are too many now
   */
  public synchronized boolean takeIn(Damaged found) {
    boolean unknown = damaged.putIfAbsent(found.index(), found) == null;
    if (unknown) {
      list.ifPresent(file -> write(file, found));
    }
    requireFew();
    return unknown;
  }

  private void requireFew() {
    if (damaged.size() > allowed) {
      throw tooMany("more than the " + allowed + " that are allowed");
    }
  }

  private static void write(Path file, Damaged one) {
    try {
      Files.writeString(
          file,
          one.index() + "\t" + one.reason() + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  UserError tooMany(String how) {
    String first =
        damaged.values().stream()
            .limit(LISTED)
            .map(one -> "\n  sample " + one.index() + ": " + one.reason())
            .collect(Collectors.joining());
    return new UserError(
        UserError.Kind.DATA,
        damaged.size()
            + " of "
            + size
            + " samples can't be read, "
            + how
            + "; mend or remove them, or allow more (training.damaged)."
            + list.map(file -> " All are listed in " + file + "; delete it once they are mended.")
                .orElse("")
            + " The first ones:"
            + first);
  }
}
