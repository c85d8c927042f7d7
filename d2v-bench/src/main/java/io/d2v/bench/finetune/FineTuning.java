package io.d2v.bench.finetune;

import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.core.finetune.FineTuner;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.recipe.Recipe;
import io.d2v.core.recipe.RecipeReader;
import io.d2v.core.run.RunFolder;
import io.d2v.core.train.Method;
import io.d2v.core.train.Progress;
import io.d2v.core.train.RunPlace;
import io.d2v.core.train.TrainingLoop;
import io.d2v.core.train.TrainingSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Fine-tunes a model for a task. */
public final class FineTuning {
  private final Plugins plugins;

  /** With the parts that are there. */
  public FineTuning(Plugins plugins) {
    this.plugins = plugins;
  }

  /**
   * What is fine-tuned.
   *
   * @param method what its recipe describes
   * @param weights by path without the root; none for one that begins at random
   */
  public record Start(Method method, Map<String, Array> weights) {
    /** Copies the map. */
    public Start {
      weights = Map.copyOf(weights);
    }
  }

  /**
   * How it is fine-tuned.
   *
   * @param source what messages call the recipe
   * @param text of the recipe
   * @param overrides {@code section.key=value}; a later one wins
   */
  public record How(String source, String text, List<String> overrides) {
    /** Copies the list. */
    public How {
      overrides = List.copyOf(overrides);
    }

    /** With one setting more, which wins. */
    public How with(String override) {
      List<String> more = new ArrayList<>(overrides);
      more.add(override);
      return new How(source, text, more);
    }
  }

  /** Whom it tells. */
  public record Told(
      Progress progress, FineTuner.Judging judging, TrainingLoop.ProvenanceOf provenance) {}

  /** What the recipe of the fine-tuned model describes. */
  public Method method(Task task, Start start, How how, Splits splits) {
    List<String> overrides = new ArrayList<>(task.head(splits));
    overrides.addAll(how.overrides());
    Optional<Double> epochs = FineTuner.settings(adapted(start, how, overrides)).epochs();
    if (epochs.isPresent()) {
      List<String> once = new ArrayList<>(overrides);
      once.add("training.steps=1"); // until the size of a batch is known
      TrainingSettings training = Method.of(adapted(start, how, once), plugins).training();
      double updates =
          epochs.get() * splits.train().size() / training.batch() / training.accumulate();
      overrides.add("training.steps=" + (long) Math.max(1, Math.ceil(updates)));
    }
    Recipe recipe = adapted(start, how, overrides);
    recipe.settle("data"); // the samples are open
    return Method.of(recipe, plugins);
  }

  /** What the recipe of a run that was fine-tuned describes. */
  public Method method(RunFolder run) throws IOException {
    return Method.of(RecipeReader.read(run.recipe(), List.of()), plugins);
  }

  /**
   * Opens a task's samples, as the recipe's {@code data} section says.
   *
   * @throws UserError of kind DATA, if they have no labels of this kind
   */
  public Splits open(Task task, Start start, How how, DataPaths paths) throws IOException {
    if (paths.subset().isPresent() && !task.hasSubsets()) {
      throw new UserError(
          UserError.Kind.USAGE,
          "--subset "
              + paths.subset().get()
              + ": the task "
              + task.name()
              + " has no subsets, which are those of LibriSpeech for speech-recognition; for fewer"
              + " labels use --labels");
    }
    Recipe recipe = adapted(start, how, how.overrides());
    return task.open(new Reader(start.method().modality(), recipe), paths);
  }

  private static Recipe adapted(Start start, How how, List<String> overrides) {
    return RecipeReader.adapt(start.method().recipe(), how.source(), how.text(), overrides);
  }

  /**
   * Fine-tunes into a run folder, or goes on there.
   *
   * @param method what {@link #method} made
   * @param stop asked before each update
   * @return updates made in all
   */
  public long run(
      Task task,
      Method method,
      Start start,
      Splits splits,
      RunPlace place,
      Told told,
      BooleanSupplier stop)
      throws IOException, InterruptedException {
    FineTuner.Lesson lesson =
        new FineTuner.Lesson(
            splits.train(),
            task.labels(splits, FineTuner.settings(method.recipe())),
            start.weights(),
            new Judgement(splits, () -> task.scorer(splits)));
    return new TrainingLoop(method, splits.train(), place, told.progress())
        .run(
            backend -> new FineTuner(method, lesson, backend, place.folder(), told.judging()),
            told.provenance(),
            stop);
  }
}
