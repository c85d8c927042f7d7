package io.d2v.cli;

import io.d2v.api.backend.Workers;
import io.d2v.core.recipe.Recipe;
import io.d2v.core.train.Progress;
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
      "The same command goes on from the newest whole checkpoint after a stop, "
          + "however it came. Several processes, on as many devices or machines, share "
          + "each update: see --workers."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  d2v pretrain vision-tiny --data images.tar.gz --run runs/first",
      "  d2v pretrain vision-tiny --data images.tar.gz --run runs/first --dry-run",
      "  d2v pretrain vision-base --data imagenet/train --run runs/base \\",
      "      --set training.batch=32 --set training.accumulate=64",
      "  d2v pretrain vision-base --data imagenet/train --run runs/base \\",
      "      --set training.batch=64 --set training.accumulate=32 \\",
      "      --workers 10.0.0.1:7000,10.0.0.2:7000 --rank 0"
    })
final class PretrainCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "RECIPE", description = "A recipe's name or file; see d2v recipes.")
  String recipe = "";

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description = "A folder, archive or file of samples.")
  Path data = Path.of("");

  @Option(names = "--run", required = true, paramLabel = "DIR", description = "The run's folder.")
  Path run = Path.of("");

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override a setting of the recipe, such as training.batch=32; may be repeated.")
  List<String> overrides = new ArrayList<>();

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Updates in the whole run: another word for --set training.steps=N.")
  Optional<Long> steps = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of all randomness; the recipe's if left out.")
  Optional<Long> seed = Optional.empty();

  @Mixin RunOptions folder = new RunOptions();

  @Mixin WorkerOptions together = new WorkerOptions();

  @Option(
      names = "--dry-run",
      description =
          "Make two steps of one batch each, say what the whole run will take, and "
              + "write nothing into the run's folder.")
  boolean dryRun;

  @Option(names = "--json", description = "Print the dry run's result as one line of JSON.")
  boolean json;

  @Override
  public Integer call() throws Exception {
    List<String> all = new ArrayList<>(overrides);
    steps.ifPresent(n -> all.add("training.steps=" + n));
    seed.ifPresent(n -> all.add("seed=" + n));
    Workshop workshop = Wiring.make(spec, Workshop.class);
    Recipe chosen = workshop.recipes().find(recipe, all);
    if (json && !dryRun) {
      throw new ParameterException(spec.commandLine(), "--json is for --dry-run");
    }
    Workers workers = together.workers(System.getenv());
    if (dryRun && workers.areSeveral()) {
      throw new ParameterException(
          spec.commandLine(), "--dry-run plans a run of one worker: leave the others out");
    }
    if (dryRun) {
      Plan plan = workshop.plan(chosen, workshop.recipes().find(recipe, List.of()), data, run);
      spec.commandLine().getOut().println(json ? plan.json() : plan.text());
      return 0;
    }
    try (StopSignal stop = new StopSignal()) {
      Progress progress = WorkerProgress.of(spec.commandLine().getOut(), workers);
      boolean done = workshop.pretrain(chosen, data, folder.place(run, workers), progress, stop);
      return done ? 0 : stop.exitCode();
    }
  }
}
