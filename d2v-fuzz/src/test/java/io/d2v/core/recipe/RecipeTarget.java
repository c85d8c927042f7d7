package io.d2v.core.recipe;

import io.d2v.api.Default;
import io.d2v.fuzz.Scratch;
import io.d2v.fuzz.Target;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@link RecipeReader}; what it reads is bound to a record, and reads the same once written. */
public final class RecipeTarget implements Target {
  record Training(
      long steps,
      @Default("1e-3") double rate,
      @Default("x") String note,
      @Default("[1, 2]") List<Integer> sizes,
      @Default("true") boolean loud) {}

  @Override
  public List<byte[]> seeds() {
    return List.of(
        """
        # a comment
        name: tiny
        modality: vision
        seed: 3
        masker:
          name: block
          ratio: 0.60
        training:
          steps: 100
          rate: 5e-4
          note: "a: #b \\u00e9"
          sizes: [1, 2, 3]
          loud: false
        """
            .getBytes(StandardCharsets.UTF_8),
        "{name: a, modality: 'text', training: {steps: 1, note: |-\n  x\n  y\n}}"
            .replace(": |-\n  x\n  y\n", ": >")
            .replace(">", "z")
            .getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void read(byte[] input) throws IOException {
    Recipe recipe = RecipeReader.read(Scratch.file("recipe.yaml", input), List.of());
    recipe.section("training").as(Training.class, MethodHandles.lookup());
    recipe.part("masker");
    String written = recipe.toYaml();
    if (!RecipeReader.parse("written", written, List.of()).toYaml().equals(written)) {
      throw new IllegalStateException("written, the recipe is another: " + written);
    }
  }
}
