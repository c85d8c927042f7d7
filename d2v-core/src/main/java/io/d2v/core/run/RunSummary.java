package io.d2v.core.run;

import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A run as it lies on the disk, read without its lock, so beside a process that writes it too.
 *
 * @param folder of the run
 * @param state whether it goes on
 * @param recipe the recipe's settings, by path; empty where it can't be read
 * @param last what was measured last, if anything was
 * @param checkpoint the newest that is named so; whether it is whole, {@code checkpoint verify}
 *     says
 * @param note who writes it, or what is broken; empty otherwise
 */
public record RunSummary(
    Path folder,
    State state,
    Map<String, String> recipe,
    Optional<MetricsLog.Entry> last,
    Optional<Path> checkpoint,
    String note) {
  private static final int DEPTH = 4;

  /** Whether a run goes on. */
  public enum State {
    /** A process writes it. */
    GOING_ON("going on"),
    /** The same command would go on with it. */
    STOPPED("stopped"),
    /** All its updates are made. */
    ENDED("ended"),
    /** Something of it can't be read. */
    BROKEN("broken");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /** In words. */
    public String word() {
      return word;
    }
  }

  /** Copies the map. */
  public RunSummary {
    recipe = Map.copyOf(recipe);
  }

  /** How a recipe's file is read. */
  @FunctionalInterface
  public interface RecipeSettings {
    /** All of a recipe's settings, by path. */
    Map<String, String> of(Path recipe) throws IOException;
  }

  /**
   * The runs at this place and below it, at most four folders deep, by their paths. What lies in a
   * run's own folder, or in one that may not be read, is not looked at.
   */
  public static List<RunFolder> below(Path place) throws IOException {
    List<RunFolder> found = new ArrayList<>();
    find(place, DEPTH, found);
    return found;
  }

  private static void find(Path place, int depth, List<RunFolder> found) throws IOException {
    RunFolder run = new RunFolder(place);
    if (run.exists()) {
      found.add(run);
    } else if (depth > 0 && Files.isReadable(place)) {
      try (Stream<Path> inside = Files.list(place)) {
        for (Path folder : inside.filter(Files::isDirectory).sorted().toList()) {
          find(folder, depth - 1, found);
        }
      }
    }
  }

  /** Looks at a run; what is damaged makes it {@link State#BROKEN}, with a note that says what. */
  public static RunSummary of(RunFolder run, RecipeSettings settings) {
    Map<String, String> recipe = Map.of();
    Optional<MetricsLog.Entry> last = Optional.empty();
    Optional<Path> checkpoint = Optional.empty();
    try {
      checkpoint = run.checkpoints().newestFirst().stream().findFirst();
      last = MetricsLog.last(run.metrics());
      recipe = settings.of(run.recipe());
      Optional<String> holder = LockHolder.of(run);
      State state =
          holder.isPresent()
              ? State.GOING_ON
              : ended(recipe, checkpoint) ? State.ENDED : State.STOPPED;
      return new RunSummary(run.path(), state, recipe, last, checkpoint, holder.orElse(""));
    } catch (IOException | UserError damaged) {
      String why = String.valueOf(damaged.getMessage()).lines().findFirst().orElse("");
      return new RunSummary(run.path(), State.BROKEN, recipe, last, checkpoint, why);
    }
  }

  /** Updates made, as far as the log and the checkpoints' names say. */
  public long step() {
    return Math.max(
        last.map(MetricsLog.Entry::step).orElse(0L), checkpoint.map(Checkpoints::step).orElse(0L));
  }

  /** Updates in all, if the recipe says. */
  public OptionalLong steps() {
    return steps(recipe);
  }

  private static boolean ended(Map<String, String> recipe, Optional<Path> checkpoint) {
    OptionalLong steps = steps(recipe);
    return steps.isPresent()
        && checkpoint.isPresent()
        && Checkpoints.step(checkpoint.get()) >= steps.getAsLong();
  }

  private static OptionalLong steps(Map<String, String> recipe) {
    String steps = recipe.getOrDefault("training.steps", "");
    return steps.matches("\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(steps))
        : OptionalLong.empty();
  }
}
