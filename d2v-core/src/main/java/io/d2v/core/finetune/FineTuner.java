package io.d2v.core.finetune;

import io.d2v.api.Dataset;
import io.d2v.api.UserError;
import io.d2v.api.backend.Backend;
import io.d2v.api.graph.Array;
import io.d2v.core.data.Batch;
import io.d2v.core.data.Feeder;
import io.d2v.core.data.FeederSettings;
import io.d2v.core.data.Labelling;
import io.d2v.core.data.Labels;
import io.d2v.core.data.MixingSettings;
import io.d2v.core.data.Quarantine;
import io.d2v.core.data.Stride;
import io.d2v.core.model.TaskHead;
import io.d2v.core.objective.Objective;
import io.d2v.core.recipe.Recipe;
import io.d2v.core.run.Checkpoint;
import io.d2v.core.run.RunFolder;
import io.d2v.core.train.Course;
import io.d2v.core.train.Findings;
import io.d2v.core.train.Method;
import io.d2v.core.train.Pace;
import io.d2v.core.train.TrainingLoop;
import io.d2v.core.train.TrainingSettings;
import io.d2v.core.train.TrainingStep;
import io.d2v.core.train.Weights;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Learning from labels. The checkpoint that is judged best is kept beside the newest, in the run
 * folder's {@code best}.
 */
public final class FineTuner implements Course {
  private static final String BEST_SCORE = "best_score";
  private static final String BEST_STEP = "best_step";

  private final Method method;
  private final FineTuningSettings settings;
  private final Lesson lesson;
  private final Backend backend;
  private final RunFolder folder;
  private final Judging judging;
  private final Supervised supervised;
  private final LayerRates rates;
  private final Optional<TrainingStep> headStep;
  private final TrainingStep wholeStep;
  private final Predictor predictor;
  private Optional<Best> best = Optional.empty();

  /**
   * What is learned from what.
   *
   * @param data samples with labels; the caller closes it
   * @param labels makes a loss's labels of what the data says
   * @param begin weights to begin with, by path without the root; what is missing is drawn
   * @param judge compares checkpoints
   */
  public record Lesson(Dataset data, Labels labels, Map<String, Array> begin, Judge judge) {}

  /** Hears how checkpoints are judged. */
  @FunctionalInterface
  public interface Judging {
    /** A checkpoint was judged. */
    void judged(long update, Verdict verdict, Best best);
  }

  /** The best verdict so far, and after which update. */
  public record Best(long update, double score) {}

  /** What a recipe describes, on a device. */
  public FineTuner(
      Method method, Lesson lesson, Backend backend, RunFolder folder, Judging judging) {
    this.method = method;
    this.lesson = lesson;
    this.backend = backend;
    this.folder = folder;
    this.judging = judging;
    settings = settings(method.recipe());
    TaskHead head =
        method
            .task()
            .orElseThrow(
                () ->
                    new UserError(
                        UserError.Kind.RECIPE,
                        "recipe "
                            + method.recipe().name()
                            + " has no task: say task.kind (classes, numbers or letters)"));
    supervised = new Supervised(method, head, settings, lesson.labels());
    rates = new LayerRates(settings, method.objective().transformer().settings().layers());
    headStep = settings.headSteps() > 0 ? Optional.of(step(rates::head)) : Optional.empty();
    wholeStep = step(rates::all);
    predictor =
        new Predictor(
            backend,
            method,
            settings.average().isPresent() ? Objective.TEACHER : Objective.STUDENT);
  }

  /** The recipe's {@code finetune} section. */
  public static FineTuningSettings settings(Recipe recipe) {
    return recipe.section("finetune").as(FineTuningSettings.class, MethodHandles.lookup());
  }

  /**
   * The weights of a checkpoint by which a run is judged: their moving average where it has one.
   *
   * @throws UserError of kind CHECKPOINT, if they can't be read
   */
  public static Map<String, Array> judged(Recipe recipe, Path checkpoint) throws IOException {
    return settings(recipe).average().isPresent()
        ? Checkpoint.loadTeacher(checkpoint)
        : Checkpoint.loadStudent(checkpoint);
  }

  private TrainingStep step(Function<String, Pace> pace) {
    return new TrainingStep(
        backend,
        method.adam(),
        supervised.batches(pace),
        method.training().batches(backend.workers()),
        method.training().wire());
  }

  @Override
  public Weights weights() {
    return wholeStep.weights();
  }

  @Override
  public void begin() {
    Map<String, Array> encoder = new TreeMap<>(lesson.begin());
    encoder.keySet().removeIf(path -> path.startsWith(Objective.TASK + "."));
    weights().initialize(method.recipe().seed(), encoder);
  }

  @Override
  public void resume(Map<String, String> state) {
    String score = state.get(BEST_SCORE);
    String step = state.get(BEST_STEP);
    best =
        score == null || step == null
            ? Optional.empty()
            : Optional.of(new Best(Long.parseLong(step), Double.parseDouble(score)));
  }

  @Override
  public Map<String, String> state() {
    return best.map(
            b ->
                Map.of(
                    BEST_SCORE, Double.toString(b.score()), BEST_STEP, Long.toString(b.update())))
        .orElse(Map.of());
  }

  @Override
  public TrainingStep step(long update) {
    return update <= settings.headSteps() ? headStep.orElseThrow() : wholeStep;
  }

  @Override
  public Feeder feeder(Quarantine quarantine, Stride taken) {
    TrainingSettings training = method.training();
    return new Feeder(
        lesson.data(),
        method.objective().encoder(),
        settings.masked() ? method.masker() : new NoMasks(),
        Optional.of(
            new Labelling(lesson.labels(), settings.mixing().orElse(MixingSettings.none()))),
        quarantine,
        new FeederSettings(
            training.batch(), training.loaderThreads(), method.recipe().seed(), settings.cut()),
        taken);
  }

  @Override
  public Map<String, Array> feeds(Batch batch) {
    return supervised.feeds(batch);
  }

  @Override
  public String counted() {
    return "samples";
  }

  @Override
  public TrainingStep.Rates rates(long update, double learningRate) {
    return new TrainingStep.Rates(
        update,
        learningRate,
        settings.average().orElse(0.0),
        Math.max(1, update - settings.headSteps()));
  }

  @Override
  public Optional<Findings> updated(long update, BooleanSupplier stop)
      throws IOException, InterruptedException {
    long steps = method.training().steps();
    if (update % settings.evaluateEvery(steps) != 0 && update != steps) {
      return Optional.of(Findings.NONE);
    }
    Verdict verdict;
    try {
      verdict = lesson.judge().judge(predictor.until(stop));
    } catch (CancellationException stopped) {
      return Optional.empty();
    }
    if (best.isEmpty() || verdict.score() > best.get().score()) {
      best = Optional.of(new Best(update, verdict.score()));
      folder.saveBest(TrainingLoop.checkpoint(this, method, update, Map.of()));
    }
    judging.judged(update, verdict, best.get());
    return Optional.of(Findings.of(verdict.metrics()));
  }

  @Override
  public void close() {
    predictor.close();
    headStep.ifPresent(TrainingStep::close);
    wholeStep.close();
  }
}
