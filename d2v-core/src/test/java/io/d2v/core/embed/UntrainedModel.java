package io.d2v.core.embed;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.recipe.RecipeReader;
import io.d2v.core.run.Keep;
import io.d2v.core.run.RunFolder;
import io.d2v.core.train.FirstCheckpoint;
import io.d2v.core.train.ForwardPass;
import io.d2v.core.train.Method;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Runs of random weights, as they lie on a disk. */
final class UntrainedModel {
  private static final Plugins PLUGINS = Plugins.discover();

  private UntrainedModel() {}

  /** A run of a recipe that comes with d2v, with some of its settings changed. */
  static Path run(Path folder, String modality, String recipe, List<String> settings)
      throws IOException {
    String text = PLUGINS.modality(modality).recipes().get(recipe);
    Method method = Method.of(RecipeReader.parse(recipe, text, settings), PLUGINS);
    Map<String, Array> weights = new TreeMap<>();
    SplittableRandom random = new SplittableRandom(1);
    ForwardPass.ofSize(method, 1)
        .parameters()
        .forEach((path, shape) -> weights.put(path, normal(shape, random)));
    RunFolder run = RunFolder.create(folder);
    var checkpoint = FirstCheckpoint.of(method, weights, Map.of());
    run.checkpoints().save(checkpoint, Keep.newest(1));
    run.writeRecipe(checkpoint.recipe());
    return folder;
  }

  private static Array normal(Shape shape, SplittableRandom random) {
    float[] entries = new float[shape.elements()];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = (float) (0.2 * random.nextGaussian());
    }
    return Array.of(shape, entries);
  }
}
