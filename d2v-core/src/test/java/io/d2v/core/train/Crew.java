package io.d2v.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Workers;
import io.d2v.core.objective.Objective;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.run.Effort;
import io.d2v.core.run.MetricsLog;
import io.d2v.testkit.reference.ReferenceBackend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The workers of a run in one JVM, a thread each, on reference backends. */
public final class Crew {
  private static final double SUMMED = 1e-10;
  private static final double ROUNDED = 1e-6;

  private Crew() {}

  /** What a worker does. */
  @FunctionalInterface
  public interface Work {
    /** Runs; updates made in all. */
    long run(Member member) throws Exception;
  }

  /** One of them, and what was heard of its run. */
  public static final class Member implements Progress, BooleanSupplier {
    private final Workers workers;
    private final Plugins plugins;
    private final Map<String, double[]> parameters = new TreeMap<>();
    private final List<String> quarantined = new ArrayList<>();
    private final List<String> warned = new ArrayList<>();
    private final List<Update> updates = new ArrayList<>();
    private final List<Path> saved = new ArrayList<>();
    private Optional<ReferenceBackend> backend = Optional.empty();
    private Optional<Throwable> failure = Optional.empty();
    private Consumer<Update> heard = update -> {};
    private long left = Long.MAX_VALUE;
    private long made;

    private Member(Workers workers, Plugins plugins) {
      this.workers = workers;
      this.plugins = plugins;
    }

    /** All of them, and which this is. */
    public Workers workers() {
      return workers;
    }

    /** With its backend, which is called reference. */
    public Plugins plugins() {
      return plugins;
    }

    /** Is asked to stop after so many updates. */
    public Member stopsAfter(long updates) {
      left = updates;
      return this;
    }

    /** Does something with each update that it hears of. */
    public Member with(Consumer<Update> each) {
      heard = each;
      return this;
    }

    /** Parameters after its last update, by path. */
    public Map<String, double[]> parameters() {
      return parameters;
    }

    /** What it heard of each update. */
    public List<Update> updates() {
      return updates;
    }

    List<String> quarantinedSamples() {
      return quarantined;
    }

    List<String> warnings() {
      return warned;
    }

    List<Path> savedFolders() {
      return saved;
    }

    /** With what it ended, where it did not come to the end. */
    public Optional<Throwable> failure() {
      return failure;
    }

    /** Updates made in all. */
    public long made() {
      return made;
    }

    ReferenceBackend backend() {
      return backend.orElseThrow();
    }

    @Override
    public boolean getAsBoolean() {
      return left <= 0;
    }

    @Override
    public void started(long done, long steps, Backend device, Objective objective) {
      backend = Optional.of((ReferenceBackend) device);
    }

    @Override
    public void updated(Update update) {
      left--;
      updates.add(update);
      heard.accept(update);
    }

    @Override
    public void saved(long step, Path folder) {
      saved.add(folder);
    }

    @Override
    public void quarantined(String reason) {
      quarantined.add(reason);
    }

    @Override
    public void warned(String message) {
      warned.add(message);
    }

    @Override
    public void finished(Effort effort) {
      backend().written().stream()
          .filter(path -> !path.startsWith(Parameters.GRADIENT)) // zero between updates, if any
          .forEach(path -> parameters.put(path, backend().readExactly(path)));
    }
  }

  /** So many do something together, each for itself; nothing is thrown. */
  public static List<Member> of(int count, Work work) throws InterruptedException {
    List<ReferenceBackend> backends = count == 1 ? List.of() : ReferenceBackend.together(count);
    Plugins plugins = Plugins.discover().and(new ReferenceProvider(backends));
    List<Member> members =
        IntStream.range(0, count)
            .mapToObj(
                rank ->
                    new Member(count == 1 ? Workers.ALONE : backends.get(rank).workers(), plugins))
            .toList();
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    for (Member member : members) {
      ends.add(
          CompletableFuture.runAsync(
              () -> run(member, work), task -> new Thread(task, "worker").start()));
    }
    for (CompletableFuture<Void> end : ends) {
      try {
        end.get();
      } catch (ExecutionException broken) {
        throw new IllegalStateException(broken);
      }
    }
    return members;
  }

  /** All came to their end. */
  public static void assertNoneFailed(List<Member> members) {
    for (Member member : members) {
      member
          .failure()
          .ifPresent(
              failure -> {
                throw new AssertionError(member.workers().name(member.workers().rank()), failure);
              });
    }
  }

  /** Student, teacher and moments, as far as doubles are the same summed in another order. */
  public static void assertSame(Map<String, double[]> found, Map<String, double[]> expected) {
    assertThat(found.keySet())
        .isEqualTo(expected.keySet())
        .anyMatch(path -> path.startsWith("student."))
        .anyMatch(path -> path.startsWith("teacher."))
        .anyMatch(path -> path.startsWith("optimizer.square."));
    expected.forEach(
        (path, entries) -> {
          double largest = Arrays.stream(entries).map(Math::abs).max().orElseThrow();
          double[] its = Objects.requireNonNull(found.get(path));
          for (int i = 0; i < entries.length; i++) {
            assertThat(its[i])
                .as("%s [%d]", path, i)
                .isCloseTo(entries[i], within(SUMMED * largest));
          }
        });
  }

  /** What was measured, as far as float32 can tell, to which all that is fetched is rounded. */
  public static void assertSame(List<MetricsLog.Entry> found, List<MetricsLog.Entry> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      Map<String, Double> line = found.get(i).values();
      String step = "of step " + found.get(i).step();
      assertThat(line.keySet()).as(step).isEqualTo(expected.get(i).values().keySet());
      expected
          .get(i)
          .values()
          .forEach(
              (name, value) ->
                  assertThat(line.get(name))
                      .as("%s %s", name, step)
                      .isCloseTo(value, within(ROUNDED * Math.abs(value))));
    }
  }

  private static void run(Member member, Work work) {
    try {
      member.made = work.run(member);
    } catch (Exception | AssertionError failed) {
      member.failure = Optional.of(failed);
    }
  }
}
