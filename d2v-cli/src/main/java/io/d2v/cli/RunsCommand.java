package io.d2v.cli;

import io.d2v.core.recipe.RecipeReader;
import io.d2v.core.run.RunFolder;
import io.d2v.core.run.RunSummary;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;

/** What runs did; nothing is written, and a run that goes on is not disturbed. */
@Command(
    name = "runs",
    description =
        "Look at runs: which there are, what they are made of, how they differ, their curves.",
    mixinStandardHelpOptions = true,
    subcommands = {
      RunsListCommand.class,
      RunsShowCommand.class,
      RunsDiffCommand.class,
      RunsPlotCommand.class
    },
    synopsisSubcommandLabel = "WHAT")
final class RunsCommand extends CommandGroup {
  /** A run as it is now, whatever is broken of it. */
  static RunSummary summary(RunFolder run) {
    return RunSummary.of(run, recipe -> RecipeReader.read(recipe, List.of()).settings());
  }

  /** What was measured last, in words. */
  static Map<String, String> last(RunSummary run) {
    Map<String, String> values = new TreeMap<>();
    run.last()
        .ifPresent(
            entry -> entry.values().forEach((name, value) -> values.put(name, number(value))));
    return values;
  }

  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.5g", value);
  }

  /** Updates made of updates in all. */
  static String progress(RunSummary run) {
    return run.step() + (run.steps().isPresent() ? " of " + run.steps().getAsLong() : "");
  }
}
