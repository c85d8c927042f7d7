package io.d2v.cli;

import io.d2v.api.Dataset;
import io.d2v.bench.embeddings.EmbeddingWriter;
import io.d2v.core.embed.Data2VecModel;
import io.d2v.core.train.FeatureStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a vector for each sample. */
@Command(
    name = "embed",
    description = {
      "Write a vector for each sample.",
      "It is the encoder's output, averaged over the tokens."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  d2v embed runs/photos holiday/ --out holiday.npy"})
final class EmbedCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RUN", description = "A run's or checkpoint's folder.")
  Path run = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "PATH",
      description = "A folder, archive or file of samples.")
  List<Path> paths = new ArrayList<>();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "File to write: .safetensors, .npy or .jsonl.")
  Path out = Path.of("");

  @Option(
      names = "--batch",
      defaultValue = "64",
      paramLabel = "N",
      description = "How many samples go at once (${DEFAULT-VALUE}).")
  int batch;

  @Override
  public Integer call() throws Exception {
    EmbeddingWriter.requireKnown(out);
    try (StopSignal stop = new StopSignal()) {
      return embed(stop);
    }
  }

  private int embed(StopSignal stop) throws IOException {
    PrintWriter console = spec.commandLine().getOut();
    try (Data2VecModel model = Wiring.make(spec, Workshop.class).model(run, batch);
        EmbeddingWriter writer = EmbeddingWriter.open(out)) {
      long start = System.nanoTime();
      long tokens = 0;
      long computed = 0;
      for (Path path : paths) {
        try (Dataset data = model.samples(path);
            Passing passing = new Passing("embed " + path, data.size(), console, stop)) {
          FeatureStream.Done done =
              model.embed(data, passing.to(one -> writer.add(one.id(), one.vector())));
          done.left().damaged().forEach(one -> leftOut(one.reason()));
          tokens += done.tokens();
          computed += done.computed();
        }
      }
      writer.finish();
      console.printf(
          Locale.ROOT,
          "%d vectors written to %s; %.1f samples/s, %.0f %% of what was computed was padding%n",
          writer.count(),
          out,
          writer.count() / ((System.nanoTime() - start) / 1e9),
          100 * (1 - (double) tokens / computed));
      console.flush();
      return 0;
    } catch (CancellationException stopped) {
      Failure.stopped(spec.commandLine().getErr(), Optional.of(out));
      return stop.exitCode();
    }
  }

  private void leftOut(String reason) {
    spec.commandLine().getErr().println("left out: " + reason);
  }
}
