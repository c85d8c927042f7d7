package io.d2v.cli;

import io.d2v.cli.watch.PictureMaker;
import io.d2v.cli.watch.WatchServer;
import io.d2v.core.run.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a run while it goes on. */
@Command(
    name = "watch",
    description = {
      "Show a run on a page that follows it: curves, gauges beside their "
          + "thresholds, and what the newest checkpoint sees.",
      "The page is for browsers on this machine alone; nothing is written into the "
          + "run's folder, and the run is not disturbed. Ends with Ctrl-C."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  d2v watch runs/photos"})
final class WatchCommand implements Callable<Integer> {
  private static final int MOST_PORT = 65_535;

  @Spec CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  Path run = Path.of("");

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "7117",
      description = "The port of the page (${DEFAULT-VALUE}); 0 for any that is free.")
  int port;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description = "Where the run's samples are now; where they were, if left out.")
  Optional<Path> data = Optional.empty();

  @Override
  @SuppressWarnings("try") // signals are heard within it
  public Integer call() throws IOException {
    if (port < 0 || port > MOST_PORT) {
      throw new ParameterException(spec.commandLine(), "--port is from 0 to " + MOST_PORT);
    }
    RunFolder folder = RunFolder.of(run);
    CompletableFuture<Signals.Heard> stop = new CompletableFuture<>();
    PrintWriter out = spec.commandLine().getOut();
    try (Signals signals = new Signals(List.of("INT", "TERM"), stop::complete);
        WatchServer server = new WatchServer(folder, port, drawing(folder))) {
      out.println(folder.path() + " is shown at " + server.address() + "; Ctrl-C ends that");
      out.flush();
      return StopSignal.exitCode(stop.join());
    }
  }

  /** By {@code d2v visualize}, which takes what the others leave of the processors. */
  private PictureMaker.Drawing drawing(RunFolder folder) {
    Optional<Path> plugins = Main.of(spec).plugins();
    return (checkpoint, out, said) -> {
      List<String> words = new ArrayList<>(List.of("nice", "-n", "19"));
      words.addAll(
          OwnCommand.words(
              List.of(),
              List.of(
                  "visualize",
                  checkpoint.toString(),
                  Workshop.data(folder, data).toString(),
                  "--out",
                  out.toString(),
                  "--device",
                  "cpu")));
      ProcessBuilder builder =
          new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile());
      builder
          .environment()
          .put(Launcher.VARIABLE, Long.toString(ProcessHandle.current().pid())); // ends with this
      plugins.ifPresent(jars -> builder.environment().put(Main.PLUGINS, jars.toString()));
      return builder.start();
    };
  }
}
