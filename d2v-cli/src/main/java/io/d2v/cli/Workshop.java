package io.d2v.cli;

import com.google.inject.Inject;
import io.d2v.api.Dataset;
import io.d2v.api.graph.Array;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.recipe.Recipe;
import io.d2v.core.recipe.RecipeReader;
import io.d2v.core.run.Checkpoint;
import io.d2v.core.run.Provenance;
import io.d2v.core.run.RunFolder;
import io.d2v.core.train.Method;
import io.d2v.core.train.Pretrainer;
import io.d2v.core.train.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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

  Dataset open(Method method, Path data) throws IOException {
    return method.modality().open(data, method.recipe().section("data"));
  }

  /** A trained encoder, by the folder of its run or of its checkpoint. */
  record Trained(Method method, Map<String, Array> student) {}

  Trained load(Path runOrCheckpoint) throws IOException {
    Recipe recipe = RecipeReader.read(RunFolder.of(runOrCheckpoint).recipe(), List.of());
    Path checkpoint = RunFolder.checkpoint(runOrCheckpoint);
    return new Trained(method(recipe), Checkpoint.loadStudent(checkpoint));
  }

  /** Pre-trains; false if it was asked to stop before its last step. */
  boolean pretrain(Recipe recipe, Path data, Path run, Progress progress)
      throws IOException, InterruptedException {
    Method method = method(recipe);
    try (Dataset samples = open(method, data)) {
      return pretrain(method, samples, data, run, progress);
    }
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

  boolean pretrain(Method method, Dataset samples, Path data, Path run, Progress progress)
      throws IOException, InterruptedException {
    RunFolder folder = RunFolder.create(run);
    Pretrainer pretrainer = new Pretrainer(method, samples, folder, progress);
    try (StopSignal stop = new StopSignal()) {
      long made =
          pretrainer.run(
              device ->
                  new Provenance(
                      device,
                      method.recipe().toYaml(),
                      Provenance.Source.of(data, samples.size()),
                      parts()),
              stop);
      return made >= method.training().steps();
    }
  }
}
