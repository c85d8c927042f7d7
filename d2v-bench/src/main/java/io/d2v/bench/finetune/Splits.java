package io.d2v.bench.finetune;

import io.d2v.api.Dataset;
import io.d2v.api.UserError;
import io.d2v.core.data.Purpose;
import io.d2v.core.data.Subset;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Samples to learn from, others to be judged by on the way, and others again for the end.
 *
 * @param train to learn from
 * @param dev to be judged by: one set or more, by name, in order
 * @param test looked at once, when all is learned: sets by name, in order; none where {@code dev}
 *     serves for that
 * @param opened what is closed with them
 */
public record Splits(
    Dataset train, Map<String, Dataset> dev, Map<String, Dataset> test, List<Dataset> opened)
    implements AutoCloseable {
  /** What a single set to be judged by is called. */
  static final String DEV = "dev";

  /** The share of the samples that is held out where the data has no part for that. */
  private static final double HELD_OUT = 0.1;

  /** One for all runs, so that seeds are compared on the same samples. */
  private static final long HELD_OUT_SEED = 0;

  /** Copies the collections, whose order stays. */
  public Splits {
    dev = Collections.unmodifiableMap(new LinkedHashMap<>(dev));
    test = Collections.unmodifiableMap(new LinkedHashMap<>(test));
    opened = List.copyOf(opened);
  }

  /** Two datasets that are closed with it. */
  static Splits of(Dataset train, Dataset dev) {
    return new Splits(train, Map.of(DEV, dev), Map.of(), List.of(train, dev));
  }

  /** One dataset, of which a tenth is held out: the same whatever is drawn of the rest. */
  static Splits heldOut(Dataset all) {
    if (all.size() < 2) {
      throw new UserError(
          UserError.Kind.DATA, "one sample is too few to learn from some and be judged by others");
    }
    int dev = (int) Math.max(1, HELD_OUT * all.size());
    long[] drawn =
        Subset.range(all, 0, all.size())
            .draw(Math.toIntExact(all.size()), HELD_OUT_SEED, Purpose.EVALUATE)
            .indices();
    return new Splits(
        new Subset(all, Arrays.copyOfRange(drawn, dev, drawn.length)),
        Map.of(DEV, new Subset(all, Arrays.copyOf(drawn, dev))),
        Map.of(),
        List.of(all));
  }

  /** The same, learning from so many samples at most, drawn by a seed. */
  public Splits drawn(OptionalInt labels, long seed) {
    if (labels.isEmpty() || labels.getAsInt() >= train.size()) {
      return this;
    }
    Subset drawn =
        Subset.range(train, 0, train.size()).draw(labels.getAsInt(), seed, Purpose.EVALUATE);
    return new Splits(drawn, dev, test, opened);
  }

  /** Looks whether samples are what a task needs. */
  @FunctionalInterface
  interface Check {
    void on(Splits splits) throws IOException;
  }

  /** The same, after a check; closed where that throws. */
  Splits checked(Check check) throws IOException {
    Opened all = new Opened();
    opened.forEach(all::kept);
    return all.orClosed(
        () -> {
          check.on(this);
          return this;
        });
  }

  /** What a finished model is reported by. */
  public Map<String, Dataset> reported() {
    return test.isEmpty() ? dev : test;
  }

  /** How many samples it is judged by. */
  public long judges() {
    return dev.values().stream().mapToLong(Dataset::size).sum();
  }

  @Override
  public void close() throws IOException {
    for (Dataset dataset : opened) {
      dataset.close();
    }
  }
}
