package org.example.program;

import io.d2v.api.Grid;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.recipe.RecipeReader;
import io.d2v.core.train.Method;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

public final class Main {
  public static void main(String[] arguments) throws Exception {
    Plugins plugins = Plugins.discover();
    plugins
        .list()
        .forEach(
            found ->
                System.out.printf(
                    "%s %s of module %s in %s%n",
                    found.kind().word(), found.name(), found.module(), found.jar()));
    String recipe;
    try (InputStream text = Main.class.getResourceAsStream("recipe.yaml")) {
      recipe = new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
    Method method = Method.of(RecipeReader.parse("recipe.yaml", recipe, List.of()), plugins);
    Grid grid = method.objective().encoder().grid();
    int masked = method.masker().mask(grid, grid.tokens(), new SplittableRandom(1)).count();
    System.out.println("masked of " + grid.tokens() + ": " + masked);
    System.out.println("targets: " + method.objective().targets().getClass().getName());
  }
}
