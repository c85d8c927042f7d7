package io.d2v.core.train;

import io.d2v.api.Dataset;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.recipe.Recipe;
import io.d2v.core.recipe.RecipeReader;
import io.d2v.core.run.Provenance;
import io.d2v.core.run.RunFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A run of a model of a few hundred numbers, six samples an update, in three batches. */
record TinyRun(Path path, Dataset data, EarlierRun allowed, Progress progress, Plugins plugins) {
  private static final String RECIPE =
      """
      name: test
      modality: vision
      seed: 5
      encoder: {image_size: 4, patch: 2, channels: 1, mean: [0.5], deviation: [0.3], jitter: 0,
        crop_area: [0.5, 1.0]}
      masker: {name: blocks, masked: 2, smallest: 1}
      targets: {layers: 1, each: instance, mean: layer}
      transformer: {width: 8, layers: 2, heads: 2, key_bias: false, dropout: 0.1, drop_path: 0.1,
        attention_dropout: 0.1, layer_drop: 0.1, layer_scale: 0.1}
      objective: {ema_start: 0.9, ema_end: 0.99, ema_steps: 10}
      optimizer: {learning_rate: 1e-2, clip: 1}
      schedule: {warmup_steps: 2}
      training: {batch: 2, accumulate: 3, steps: 9, checkpoint_every: 4}
      backend: {device: cpu, precision: float32, fuse: false}
      """;

  TinyRun(Path path) {
    this(path, new Noise(20, 4), EarlierRun.SAME_RECIPE, new Progress() {}, Plugins.discover());
  }

  TinyRun with(Dataset other) {
    return new TinyRun(path, other, allowed, progress, plugins);
  }

  TinyRun with(EarlierRun other) {
    return new TinyRun(path, data, other, progress, plugins);
  }

  TinyRun with(Progress other) {
    return new TinyRun(path, data, allowed, other, plugins);
  }

  TinyRun with(Plugins other) {
    return new TinyRun(path, data, allowed, progress, other);
  }

  RunFolder folder() {
    return new RunFolder(path);
  }

  static Recipe recipe(String... overrides) {
    return RecipeReader.parse("test", RECIPE, List.of(overrides));
  }

  /** Makes so many updates more, or goes to the recipe's end; updates made in all. */
  long run(long most, Recipe recipe) throws Exception {
    recipe.settle("data"); // the noise is no file
    Method method = Method.of(recipe, plugins);
    AtomicLong left = new AtomicLong(most);
    return new TrainingLoop(
            method, data, new RunPlace(folder(), allowed), new CountingDown(progress, left))
        .run(
            backend -> new Pretrainer(method, data, backend),
            device ->
                new Provenance(
                    device,
                    method.recipe().toYaml(),
                    new Provenance.Source("noise", data.size(), "none"),
                    List.of()),
            () -> left.get() <= 0);
  }
}
