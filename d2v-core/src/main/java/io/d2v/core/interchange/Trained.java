package io.d2v.core.interchange;

import io.d2v.api.CheckpointLayout.Given;
import io.d2v.api.graph.Array;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.recipe.Recipe;
import io.d2v.core.recipe.RecipeReader;
import io.d2v.core.run.Checkpoint;
import io.d2v.core.run.RunFolder;
import io.d2v.core.train.ForwardPass;
import io.d2v.core.train.Method;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A trained encoder, wherever it is stored.
 *
 * @param student its parameters, by path
 * @param foreign what it was made of, if other software stored it
 */
public record Trained(Method method, Map<String, Array> student, Optional<ForeignModel> foreign) {
  /**
   * By the folder of its run or of its checkpoint, or by Hugging Face's folder.
   *
   * @throws io.d2v.api.UserError if it is none of them, or damaged, or a plugin of its is missing
   * @throws IOException if reading fails
   */
  public static Trained load(Path folder, Plugins plugins) throws IOException {
    HuggingFaceFolder other = new HuggingFaceFolder(folder);
    if (other.exists()) {
      ForeignModel model = other.read(plugins);
      return new Trained(model.method(), model.student(), Optional.of(model));
    }
    Path checkpoint = RunFolder.checkpoint(folder);
    return new Trained(
        Method.of(recipe(checkpoint), plugins),
        Checkpoint.loadStudent(checkpoint),
        Optional.empty());
  }

  /** What a checkpoint was made with; its run may have gone on with a changed recipe. */
  public static Recipe recipe(Path checkpoint) throws IOException {
    return RecipeReader.parse(
        "the recipe of " + checkpoint, Checkpoint.loadRecipe(checkpoint), List.of());
  }

  /** Raw tensors, by the names that its software gives them, as the encoder takes them. */
  public Given given(Map<String, Array> tensors) {
    return foreign
        .map(model -> model.given(tensors))
        .orElseGet(() -> ForwardPass.given(method, tensors));
  }

  /** The method with its encoder as a batch needs it. */
  public Method method(Given given) {
    return foreign.map(model -> model.method(given)).orElse(method);
  }
}
