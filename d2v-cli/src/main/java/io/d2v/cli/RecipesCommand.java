package io.d2v.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the recipes, or shows one. */
@Command(
    name = "recipes",
    description = "List the recipes, or show one with the source of each value.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  d2v recipes vision-base > mine.yaml"})
final class RecipesCommand implements Callable<Integer> {
  private static final Pattern SENTENCE = Pattern.compile("^.*?\\.(?=\\s|$)");

  @Spec CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "The recipe to show.")
  Optional<String> name = Optional.empty();

  @Override
  public Integer call() {
    RecipeBook book = Wiring.make(spec, RecipeBook.class);
    PrintWriter out = spec.commandLine().getOut();
    if (name.isPresent()) {
      out.print(book.text(name.get()));
    } else {
      book.texts().forEach((recipe, text) -> out.printf("%-25s %s%n", recipe, summary(text)));
    }
    out.flush();
    return 0;
  }

  /** The first sentence of a recipe's comments says what it is. */
  static String summary(String text) {
    String comment =
        text.lines()
            .dropWhile(line -> !line.startsWith("#"))
            .takeWhile(line -> line.startsWith("#"))
            .map(line -> line.substring(1).strip())
            .collect(Collectors.joining(" "));
    return SENTENCE.matcher(comment).results().findFirst().map(MatchResult::group).orElse(comment);
  }
}
