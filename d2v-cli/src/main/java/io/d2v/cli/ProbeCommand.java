package io.d2v.cli;

import io.d2v.api.Dataset;
import io.d2v.api.UserError;
import io.d2v.bench.probe.Scores;
import io.d2v.core.data.Purpose;
import io.d2v.core.data.Subset;
import io.d2v.core.interchange.Trained;
import io.d2v.core.train.FrozenEncoder;
import io.d2v.core.train.Method;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures what an encoder has learned. */
@Command(
    name = "probe",
    description = {
      "Measure what an encoder has learned.",
      "A linear classifier and nearest neighbours on its frozen features, beside "
          + "those of a random encoder and of raw pixels."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  d2v probe runs/photos --data labelled/ --labels 1000"})
final class ProbeCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "A run's or checkpoint's folder.")
  Path run = Path.of("");

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description = "A folder, archive or file of samples with labels.")
  Path data = Path.of("");

  @Option(
      names = "--labels",
      defaultValue = "1000",
      paramLabel = "N",
      description = "How many samples a probe is fitted on (${DEFAULT-VALUE}).")
  int labels;

  @Option(
      names = "--test",
      defaultValue = "2000",
      paramLabel = "N",
      description = "How many others it is scored on (${DEFAULT-VALUE}).")
  int test;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Seed that draws these samples (${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--batch",
      defaultValue = "64",
      paramLabel = "N",
      description = "How many samples go at once (${DEFAULT-VALUE}).")
  int batch;

  @Override
  public Integer call() throws Exception {
    Workshop workshop = Wiring.make(spec, Workshop.class);
    Trained trained = workshop.load(run);
    Method method = trained.method();
    PrintWriter out = spec.commandLine().getOut();
    try (Dataset all = workshop.open(method, data)) {
      if (all.size() < 2) {
        throw new UserError(UserError.Kind.DATA, data + ": a probe needs at least two samples");
      }
      int fitted = (int) Math.min(labels, all.size() / 2);
      Subset drawn =
          Subset.range(all, 0, all.size())
              .draw((int) Math.min(fitted + (long) test, all.size()), seed, Purpose.EVALUATE);
      Subset train = part(drawn, 0, fitted);
      Subset scored = part(drawn, fitted, (int) drawn.size());
      out.printf("fitted on %d samples, scored on %d others%n", train.size(), scored.size());
      out.printf("%-24s %8s %8s%n", "features", "linear", "k-NN");
      try (FrozenEncoder encoder = FrozenEncoder.random(method, method.recipe().seed(), batch)) {
        print(out, "random encoder", Scores.of(method, encoder.extractor(), train, scored));
      }
      print(out, "plain input", Scores.plain(method, train, scored));
      try (FrozenEncoder encoder = FrozenEncoder.of(method, trained.student(), batch)) {
        print(out, "pre-trained", Scores.of(method, encoder.extractor(), train, scored));
      }
    }
    return 0;
  }

  private static Subset part(Subset drawn, int begin, int end) {
    return new Subset(drawn.whole(), java.util.Arrays.copyOfRange(drawn.indices(), begin, end));
  }

  private static void print(PrintWriter out, String name, Scores scores) {
    out.printf(Locale.ROOT, "%-24s %8.4f %8.4f%n", name, scores.linear(), scores.neighbours());
    out.flush();
  }
}
