package io.d2v.cli;

import io.d2v.core.recipe.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Pre-trains into a run folder. */
@Command(
    name = "pretrain",
    description = {
      "Pre-train a recipe on unlabelled data, into a run folder.",
      "The same command goes on from the newest whole checkpoint after a stop, however it came."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  d2v pretrain vision-tiny --data images.tar.gz --run runs/first",
      "  d2v pretrain vision-tiny --data images.tar.gz --run runs/first --dry-run",
      "  d2v pretrain vision-base --data imagenet/train --run runs/base \\",
      "      --set training.batch=32 --set training.accumulate=64"
    })
final class PretrainCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "RECIPE", description = "A recipe's name or file; see d2v recipes.")
  String recipe = "";

  @Option(names = "--data", required = true, description = "Folder, archive or file of samples.")
  Path data = Path.of("");

  @Option(names = "--run", required = true, description = "The run's folder.")
  Path run = Path.of("");

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Overrides a setting.")
  List<String> overrides = new ArrayList<>();

  @Option(names = "--steps", description = "Updates in the whole run: training.steps.")
  Optional<Long> steps = Optional.empty();

  @Option(names = "--seed", description = "Of all randomness.")
  Optional<Long> seed = Optional.empty();

  @Mixin RunOptions folder = new RunOptions();

  @Option(
      names = "--dry-run",
      description = {
        "Make two steps of one batch each, say what the whole run will take, and write nothing",
        "into the run's folder."
      })
  boolean dryRun;

  @Option(names = "--json", description = "The dry run's result as one line of JSON.")
  boolean json;

  @Override
  public Integer call() throws Exception {
    List<String> all = new ArrayList<>(overrides);
    steps.ifPresent(n -> all.add("training.steps=" + n));
    seed.ifPresent(n -> all.add("seed=" + n));
    Workshop workshop = Wiring.make(Workshop.class);
    Recipe chosen = workshop.recipes().find(recipe, all);
    if (json && !dryRun) {
      throw new ParameterException(spec.commandLine(), "--json is for --dry-run");
    }
    if (dryRun) {
      Plan plan = workshop.plan(chosen, workshop.recipes().find(recipe, List.of()), data, run);
      spec.commandLine().getOut().println(json ? plan.json() : plan.text());
      return 0;
    }
    try (StopSignal stop = new StopSignal()) {
      ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getOut());
      boolean done = workshop.pretrain(chosen, data, folder.place(run), progress, stop);
      return done ? 0 : stop.exitCode();
    }
  }
}
