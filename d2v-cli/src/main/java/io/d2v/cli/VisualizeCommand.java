package io.d2v.cli;

import io.d2v.api.Dataset;
import io.d2v.cli.view.Look;
import io.d2v.cli.view.SeenFolder;
import io.d2v.core.interchange.Trained;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a model sees. */
@Command(
    name = "visualize",
    description = {
      "Show what a model sees in some samples: what is masked, which parts are "
          + "alike to it, what attends to what.",
      "Written are PNG files, and one page that needs nothing else."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  d2v visualize runs/photos holiday/ --out seen",
      "  d2v visualize runs/photos cat.jpg --token 20 --layer 3 --out cat"
    })
final class VisualizeCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "CHECKPOINT",
      description = "A run's or checkpoint's folder, or a Hugging Face folder.")
  Path model = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "PATH",
      description = "Data, of which some samples are shown.")
  Path path = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "seen",
      description = "Folder to write (${DEFAULT-VALUE}); files of the same names are replaced.")
  Path out = Path.of("");

  @Option(
      names = "--token",
      paramLabel = "N",
      description =
          "The patch, frame or token that the others are compared with, counted from 0; the middle"
              + " one otherwise.")
  Optional<Integer> token = Optional.empty();

  @Option(
      names = "--layer",
      paramLabel = "N",
      description = "Whose attention is shown, counted from 1; the last otherwise.")
  Optional<Integer> layer = Optional.empty();

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "3",
      description = "The most that are shown, from all over the data (${DEFAULT-VALUE}).")
  int samples;

  @Option(
      names = "--masks",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many masks are drawn for each (${DEFAULT-VALUE}).")
  int masks;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "What the masks are drawn from (${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "What computes, as backend.device of a recipe; otherwise what the recipe says.")
  Optional<String> device = Optional.empty();

  @Override
  public Integer call() throws Exception {
    if (samples < 1 || masks < 0) {
      throw new ParameterException(
          spec.commandLine(), "--samples is at least 1, and --masks at least 0");
    }
    Workshop workshop = Wiring.make(spec, Workshop.class);
    List<String> overrides = device.map(name -> "backend.device=" + name).stream().toList();
    Trained trained = workshop.load(model, overrides);
    Look look = new Look(token, layer, samples, masks, seed);
    try (Dataset data = workshop.open(trained.method(), path)) {
      SeenFolder.Written written = new SeenFolder(out).write(model.toString(), trained, data, look);
      PrintWriter console = spec.commandLine().getOut();
      written
          .left()
          .forEach(
              one ->
                  spec.commandLine()
                      .getErr()
                      .println("left out: " + Failure.printable(one.reason())));
      console.printf(
          Locale.ROOT,
          "%d of %,d samples, %d pictures%nPage: %s%n",
          written.samples(),
          data.size(),
          written.pictures(),
          written.page().toAbsolutePath());
      console.flush();
    }
    return 0;
  }
}
