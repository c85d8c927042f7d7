package io.d2v.core.data;

import io.d2v.api.UserError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private final long size;
  private final long allowed;
  private final Map<Long, Damaged> damaged = new ConcurrentSkipListMap<>();

  /**
   * An empty quarantine.
   *
   * @param size of the dataset
   * @param share of it that may be damaged
   */
  public Quarantine(long size, double share) {
    this.size = size;
    this.allowed = Math.max(ALWAYS_ALLOWED, (long) (share * size));
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

  boolean contains(long index) {
    return damaged.containsKey(index);
  }

  /**
   * Takes a sample in.
   *
   * @throws UserError of kind DATA, if there are too many now
   */
  void add(long index, String reason) {
    damaged.put(index, new Damaged(index, reason));
    if (damaged.size() > allowed) {
      throw tooMany("more than the " + allowed + " that are allowed");
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
            + "; mend or remove them, or allow more (training.damaged). The first ones:"
            + first);
  }
}
