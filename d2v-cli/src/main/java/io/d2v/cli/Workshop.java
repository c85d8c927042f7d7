package io.d2v.cli;

import com.google.inject.Inject;
import io.d2v.api.Dataset;
import io.d2v.api.UserError;
import io.d2v.bench.finetune.FineTuning;
import io.d2v.bench.speed.Rehearsal;
import io.d2v.bench.speed.ResidentMemory;
import io.d2v.core.embed.Data2VecModel;
import io.d2v.core.finetune.FineTuner;
import io.d2v.core.interchange.FairseqFile;
import io.d2v.core.interchange.ForeignModel;
import io.d2v.core.interchange.HuggingFaceFolder;
import io.d2v.core.interchange.Trained;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.recipe.Recipe;
import io.d2v.core.recipe.RecipeReader;
import io.d2v.core.run.Provenance;
import io.d2v.core.run.RunFolder;
import io.d2v.core.train.Method;
import io.d2v.core.train.Pretrainer;
import io.d2v.core.train.Progress;
import io.d2v.core.train.RunPlace;
import io.d2v.core.train.TrainingLoop;
import io.d2v.core.train.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** What several commands do: open data, train, load what was trained. */
final class Workshop {
  private final Plugins plugins;
  private final RecipeBook recipes;

  @Inject
  Workshop(Plugins plugins, RecipeBook recipes) {
    this.plugins = plugins;
    this.recipes = recipes;
  }

  RecipeBook recipes() {
    return recipes;
  }

  Method method(Recipe recipe) {
    return Method.of(recipe, plugins);
  }

  /** The method of a recipe with its settings overridden, some after the others. */
  Method method(String recipe, List<String> overrides, List<String> more) throws IOException {
    List<String> all = new ArrayList<>(overrides);
    all.addAll(more);
    return method(recipes.find(recipe, all));
  }

  Dataset open(Method method, Path data) throws IOException {
    return method.modality().open(data, method.recipe().section("data"));
  }

  ForeignModel huggingFace(Path folder) throws IOException {
    return new HuggingFaceFolder(folder).read(plugins);
  }

  ForeignModel fairseq(Path file) throws IOException {
    return new FairseqFile(file).read(plugins);
  }

  /** By the folder of its run or of its checkpoint, or by Hugging Face's folder. */
  Trained load(Path runOrCheckpoint) throws IOException {
    return Trained.load(runOrCheckpoint, plugins);
  }

  /**
   * The same with settings of its recipe overridden, such as the device.
   *
   * @param overrides as {@code backend.device=cpu}
   */
  Trained load(Path runOrCheckpoint, List<String> overrides) throws IOException {
    Trained trained = load(runOrCheckpoint);
    if (overrides.isEmpty()) {
      return trained;
    }
    Recipe recipe = trained.method().recipe();
    return new Trained(
        method(RecipeReader.parse(recipe.name(), recipe.toYaml(), overrides)),
        trained.student(),
        trained.foreign());
  }

  /**
   * A model that embeds.
   *
   * @param batch samples of the largest size at once
   */
  Data2VecModel model(Path runOrCheckpoint, int batch) throws IOException {
    return Data2VecModel.open(runOrCheckpoint, plugins, batch);
  }

  /**
   * As {@link #load}, but of a fine-tuned run the weights that did best on the samples held out.
   */
  Trained loadBest(Path runOrCheckpoint) throws IOException {
    if (new HuggingFaceFolder(runOrCheckpoint).exists()) {
      return load(runOrCheckpoint);
    }
    RunFolder run = RunFolder.of(runOrCheckpoint);
    boolean whole = runOrCheckpoint.toAbsolutePath().normalize().equals(run.path());
    Optional<Path> best = whole ? run.best().newest() : Optional.empty();
    Path checkpoint = best.isPresent() ? best.get() : RunFolder.checkpoint(runOrCheckpoint);
    Recipe recipe = Trained.recipe(checkpoint);
    return new Trained(method(recipe), FineTuner.judged(recipe, checkpoint), Optional.empty());
  }

  /** Pre-trains; false if it was asked to stop before its last step. */
  boolean pretrain(
      Recipe recipe, Path data, RunPlace place, Progress progress, BooleanSupplier stop)
      throws IOException, InterruptedException {
    Method method = method(recipe);
    try (Dataset samples = open(method, data)) {
      return pretrain(method, samples, data, place, progress, stop);
    }
  }

  /**
   * What pre-training will take; nothing is written.
   *
   * @param written the recipe without overrides
   */
  Plan plan(Recipe recipe, Recipe written, Path data, Path run)
      throws IOException, InterruptedException {
    Method method = method(recipe);
    TrainingSettings before = method(written).training();
    try (Dataset samples = open(method, data)) {
      Rehearsal rehearsed = Rehearsal.of(method, samples);
      return new Plan(
          rehearsed,
          method.training(),
          (long) before.batch() * before.accumulate(),
          ResidentMemory.machine(),
          Files.getFileStore(nearest(run)).getUsableSpace());
    }
  }

  /**
   * Where a run's samples are.
   *
   * @param named in place of what the run says
   */
  static Path data(RunFolder run, Optional<Path> named) throws IOException {
    if (named.isPresent()) {
      return named.get();
    }
    return Provenance.source(run)
        .map(source -> Path.of(source.path()))
        .orElseThrow(
            () ->
                new UserError(
                    UserError.Kind.USAGE,
                    run.path() + ": says nothing of its data; name it with --data"));
  }

  /** The folder itself, or the first above it that is there. */
  static Path nearest(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    return Stream.iterate(path, Objects::nonNull, Path::getParent)
        .filter(Files::exists)
        .findFirst()
        .orElse(path);
  }

  private List<Provenance.Part> parts() {
    return plugins.list().stream()
        .map(
            part ->
                new Provenance.Part(
                    part.kind().word(),
                    part.name(),
                    part.provider(),
                    part.module(),
                    part.version(),
                    part.jar()))
        .toList();
  }

  /**
   * Where fine-tuning begins: a run, a checkpoint or Hugging Face's folder; or a recipe, whose
   * weights are random.
   */
  FineTuning.Start start(String checkpointOrRecipe) throws IOException {
    Path path = Path.of(checkpointOrRecipe);
    if (Files.isDirectory(path)) {
      Trained trained = load(path);
      return new FineTuning.Start(trained.method(), trained.student());
    }
    return new FineTuning.Start(method(recipes.find(checkpointOrRecipe, List.of())), Map.of());
  }

  FineTuning fineTuning() {
    return new FineTuning(plugins);
  }

  TrainingLoop.ProvenanceOf provenance(Method method, Path data, long samples) {
    return device ->
        new Provenance(
            device, method.recipe().toYaml(), Provenance.Source.of(data, samples), parts());
  }

  boolean pretrain(
      Method method,
      Dataset samples,
      Path data,
      RunPlace place,
      Progress progress,
      BooleanSupplier stop)
      throws IOException, InterruptedException {
    TrainingLoop loop = new TrainingLoop(method, samples, place, progress);
    long made =
        loop.run(
            backend -> new Pretrainer(method, samples, backend),
            provenance(method, data, samples.size()),
            stop);
    return made >= method.training().steps();
  }
}
