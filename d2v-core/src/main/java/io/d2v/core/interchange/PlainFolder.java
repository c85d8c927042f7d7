package io.d2v.core.interchange;

import io.d2v.api.graph.Array;
import io.d2v.core.run.Safetensors;
import io.d2v.core.train.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A model as it is: {@code recipe.yaml} and {@code model.safetensors} under our names. */
public record PlainFolder(Path path) {
  /**
   * Writes a model.
   *
   * @throws io.d2v.api.UserError if the folder is in use
   * @throws IOException if writing fails
   */
  public void write(Method method, Map<String, Array> weights) throws IOException {
    NewFolder.require(path);
    Safetensors.write(path.resolve("model.safetensors"), weights, Map.of("format", "d2v"));
    Files.writeString(path.resolve("recipe.yaml"), method.recipe().toYaml());
  }
}
