package io.d2v.cli;

import io.d2v.bench.speed.EmbedBenchmark;
import io.d2v.core.train.Method;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times embedding. */
@Command(
    name = "embed",
    description =
        "Time embedding: a vector of each sample, by random weights, from random data "
            + "in memory; sound and text of an eighth of the longest to all of it, those of "
            + "like length together.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  d2v bench embed --modality text --size peer --json"})
final class BenchEmbedCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(
      names = "--modality",
      defaultValue = "vision",
      paramLabel = "KIND",
      description = "Kind of data: vision, audio or text (${DEFAULT-VALUE}).")
  StepWork.Of modality = StepWork.Of.VISION;

  @Mixin StepOptions how = new StepOptions();

  @Option(
      names = "--batch",
      defaultValue = "8",
      paramLabel = "N",
      description = "How many samples of the longest size go at once (${DEFAULT-VALUE}).")
  int batch;

  @Option(
      names = "--samples",
      defaultValue = "256",
      paramLabel = "N",
      description = "How many samples there are (${DEFAULT-VALUE}).")
  int samples;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      paramLabel = "N",
      description = "How many rounds are timed, after one that is not (${DEFAULT-VALUE}).")
  int rounds;

  @Option(names = "--json", description = "Print one line of JSON.")
  boolean json;

  @Override
  public Integer call() throws Exception {
    EmbedWork work = EmbedWork.of(modality, StepSize.of(modality, how.size), samples);
    Method method = work.method(Wiring.make(spec, Workshop.class), how.settings());
    print(EmbedBenchmark.run(method, work.samples(), batch, rounds));
    return 0;
  }

  private void print(EmbedBenchmark.Result result) {
    PrintWriter out = spec.commandLine().getOut();
    String format =
        json
            ? "{\"modality\": \"%s\", \"size\": \"%s\", \"dtype\": \"%s\", \"batches\": %s,"
                + " \"samples\": %d, \"rounds\": %d, \"samples_per_s\": %.2f,"
                + " \"best_samples_per_s\": %.2f, \"padding\": %.3f, \"first_round_s\": %.1f,"
                + " \"resident_bytes\": %d, \"most_resident_bytes\": %d}%n"
            : "%s, size %s, %s, %s samples at once, %d in all, %d rounds%n"
                + "%.2f samples/s median, %.2f at best; padding: %.3f; first round %.1f s%n"
                + "resident: %d bytes, %d at most%n";
    out.printf(
        Locale.ROOT,
        format,
        modality.name().toLowerCase(Locale.ROOT),
        how.size.name().toLowerCase(Locale.ROOT),
        how.dtype.name().toLowerCase(Locale.ROOT),
        result.batches(),
        samples,
        rounds,
        result.samplesPerSecond(),
        result.best(),
        result.padding(),
        result.firstRound(),
        result.memory().now(),
        result.memory().most());
    out.flush();
  }
}
