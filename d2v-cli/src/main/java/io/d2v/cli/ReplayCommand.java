package io.d2v.cli;

import io.d2v.api.Dataset;
import io.d2v.api.UserError;
import io.d2v.core.recipe.RecipeReader;
import io.d2v.core.run.KeptUpdate;
import io.d2v.core.run.RunFolder;
import io.d2v.core.train.Method;
import io.d2v.core.train.Replay;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes an update again that went wrong. */
@Command(
    name = "replay",
    description = {
      "Make an update again that went wrong in pre-training, and show where.",
      "A run keeps in its folder kept which samples an update was made of whose "
          + "loss was not finite or far above those before. Nothing is written."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  d2v replay runs/photos", "  d2v replay runs/photos 1234 --exact"})
final class ReplayCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RUN", description = "The run's folder.")
  Path run = Path.of("");

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "STEP",
      description = "Which update; the last that was kept if left out.")
  Optional<Long> step = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description = "Where its samples are now; else where they were.")
  Optional<Path> data = Optional.empty();

  @Option(
      names = "--exact",
      description =
          "Also make the updates between the newest checkpoint before and this one, so that the"
              + " weights are the run's.")
  boolean exact;

  @Override
  public Integer call() throws Exception {
    Workshop workshop = Wiring.make(spec, Workshop.class);
    RunFolder folder = RunFolder.of(run);
    Method method = workshop.method(RecipeReader.read(folder.recipe(), List.of()));
    if (method.task().isPresent()) {
      throw new UserError(
          UserError.Kind.CHECKPOINT,
          run + ": was fine-tuned; only updates of pre-training are made again");
    }
    KeptUpdate kept = folder.kept().of(step.isPresent() ? step.get() : last(folder));
    try (Dataset samples = workshop.open(method, Workshop.data(folder, data))) {
      Replay.Replayed again = new Replay(method, samples, folder).of(kept, exact);
      PrintWriter out = spec.commandLine().getOut();
      new ReplayText(kept, again).lines().forEach(out::println);
      out.flush();
    }
    return 0;
  }

  private long last(RunFolder folder) throws IOException {
    List<Long> steps = folder.kept().steps();
    if (steps.isEmpty()) {
      throw new UserError(UserError.Kind.CHECKPOINT, run + ": no update that went wrong is kept");
    }
    return steps.get(steps.size() - 1);
  }
}
