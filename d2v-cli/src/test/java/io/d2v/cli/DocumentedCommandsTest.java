package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.d2v.api.UserError;
import io.d2v.bench.harness.Tasks;
import io.d2v.core.recipe.Recipe;
import io.d2v.core.recipe.RecipeReader;
import io.d2v.core.train.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * Every command that a page shows is one that there is, with recipes and settings that there are.
 */
final class DocumentedCommandsTest {
  private static final Path EXAMPLES = Page.ROOT.resolve("examples");
  private static final Workshop WORKSHOP = Wiring.make(Optional.empty(), Workshop.class);

  @TestFactory
  Stream<DynamicTest> everyCommandOfThePagesIsOneThatThereIs() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Page page : Page.all()) {
      Map<String, String> written = new HashMap<>(page.files());
      for (ShellLine line : page.commands()) {
        tests.add(
            DynamicTest.dynamicTest(
                line.where() + " d2v " + String.join(" ", line.arguments()),
                () -> check(page, line, written)));
      }
    }
    return tests.stream();
  }

  @Test
  void aWrongCommandIsNamedWithItsPlace() {
    assertThat(reason("pretrain vision-tiny --data photos/ --run runs/a --rum 3"))
        .contains("--rum");
    assertThat(reason("pretrain vision-tiny --data photos/")).contains("--run");
    assertThat(reason("pretrain vision-tny --data photos/ --run runs/a")).contains("vision-tny");
    assertThat(reason("pretrain mine.yaml --data photos/ --run runs/a")).contains("mine.yaml");
    assertThat(reason("pretrain vision-tiny --data photos/ --run runs/a --set training.bacth=3"))
        .contains("training.bacth");
    assertThat(reason("launch -n 2 pretrain vision-tiny --data photos/")).contains("--run");
    assertThat(reason("finetune cats runs/a --recipe finetune-vision-tiny --data a --out b"))
        .contains("cats");
  }

  private static String reason(String command) {
    ShellLine line = ShellLine.d2v("page.md:12", "./d2v " + command).orElseThrow();
    try {
      check(new Page(Path.of("page.md"), List.of()), line, new HashMap<>());
    } catch (AssertionError | IOException | ClassNotFoundException wrong) {
      assertThat(wrong).hasMessageContaining("page.md:12: ");
      return wrong.getMessage();
    }
    return fail("nothing is wrong with " + command);
  }

  /**
   * Holds a command to what there is.
   *
   * @param written files that commands before it have written, with the recipe in them
   */
  private static void check(Page page, ShellLine line, Map<String, String> written)
      throws IOException, ClassNotFoundException {
    try {
      check(parsed(line.arguments()), page, line, written);
    } catch (UserError | CommandLine.ParameterException wrong) {
      fail(line.where() + ": " + wrong.getMessage(), wrong);
    }
  }

  /** The command at the end of the line, below those that only lead there. */
  private static ParseResult parsed(List<String> words) {
    ParseResult parsed = Main.commandLine().parseArgs(words.toArray(String[]::new));
    while (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    return parsed;
  }

  private static void check(
      ParseResult parsed, Page page, ShellLine line, Map<String, String> written)
      throws IOException, ClassNotFoundException {
    if (parsed.isUsageHelpRequested()) {
      return;
    }
    Object command = parsed.commandSpec().userObject();
    if (command instanceof LaunchCommand launch) {
      check(parsed(launch.command), page, line, written);
    } else if (command instanceof RecipesCommand recipes) {
      recipes.name.ifPresent(
          name -> line.output().ifPresent(file -> written.put(file, text(line, name))));
      recipes.name.ifPresent(name -> text(line, name));
    } else if (command instanceof PretrainCommand pretrain) {
      Optional<String> text = recipe(pretrain.recipe, page, line, written);
      if (text.isPresent()) {
        requireSettings(line, pretrain.overrides);
        method(pretrain.recipe, text.get(), pretrain.overrides);
      }
    } else if (command instanceof FinetuneCommand tuning) {
      Tasks.of(tuning.task);
      requireSettings(line, tuning.learning.overrides);
      recipe(tuning.recipe, page, line, written)
          .ifPresent(text -> adapt(tuning.recipe, text, tuning.learning.overrides));
    } else if (command instanceof BenchmarkCommand benchmark) {
      requireSettings(line, benchmark.options.learning.overrides);
      benchmark.options.recipe.ifPresent(name -> text(line, name));
    } else if (command instanceof BenchStepCommand step) {
      requireSettings(line, step.settings);
    } else if (command instanceof DataVerifyCommand verify) {
      requireSettings(line, verify.overrides);
      verify.recipe.ifPresent(name -> text(line, name));
    }
  }

  /** The text of a recipe, if it is one of d2v's own and not an example's. */
  private static Optional<String> recipe(
      String name, Page page, ShellLine line, Map<String, String> written) throws IOException {
    if (name.endsWith(".yaml")) {
      boolean shown = page.lines().stream().anyMatch(text -> text.contains(name + "`"));
      if (!shown && !written.containsKey(name)) {
        fail(
            line.where() + ": no command above writes " + name + ", and the page does not name it");
      }
      return Optional.ofNullable(written.get(name));
    }
    return isExample(name) ? Optional.empty() : Optional.of(text(line, name));
  }

  private static boolean isExample(String recipe) throws IOException {
    try (Stream<Path> files = Files.walk(EXAMPLES)) {
      return files.anyMatch(file -> file.endsWith(recipe + ".yaml"));
    }
  }

  private static String text(ShellLine line, String recipe) {
    try {
      return WORKSHOP.recipes().text(recipe);
    } catch (UserError wrong) {
      return fail(line.where() + ": " + wrong.getMessage(), wrong);
    }
  }

  private static Method method(String name, String text, List<String> overrides) {
    return WORKSHOP.method(RecipeReader.parse(name, text, overrides));
  }

  /** Makes what the recipe describes of the smallest model of its kind of data. */
  private static void adapt(String name, String text, List<String> overrides) {
    String modality = RecipeReader.parse(name, text, List.of()).modality();
    String smallest = WORKSHOP.recipes().smallest(modality);
    Recipe base = method(smallest, WORKSHOP.recipes().text(smallest), List.of()).recipe();
    List<String> all =
        new ArrayList<>(List.of("training.steps=1", "task.outputs=2")); // of its data
    all.addAll(overrides);
    WORKSHOP.method(RecipeReader.adapt(base, name, text, all));
  }

  private static void requireSettings(ShellLine line, List<String> overrides)
      throws ClassNotFoundException {
    for (String override : overrides) {
      assertThat(RecipeReference.keys())
          .as("%s: --set %s", line.where(), override)
          .anyMatch(key -> override.startsWith(key + "="));
    }
  }
}
