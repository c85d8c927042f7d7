package io.d2v.cli;

import io.d2v.api.Dataset;
import io.d2v.bench.speed.EpochBenchmark;
import io.d2v.bench.speed.SyntheticImages;
import io.d2v.core.run.Durable;
import io.d2v.core.train.Method;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times the reading of a large archive, and shows what memory that takes. */
@Command(
    name = "archive",
    description =
        "Make a tar of tars of JPEGs, as ImageNet's training images come, read it "
            + "once out of order as training does, and show speed and resident memory after "
            + "each tenth.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  d2v bench archive --gigabytes 20 --folder /data/tmp --json"})
final class BenchArchiveCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(
      names = "--gigabytes",
      defaultValue = "1",
      paramLabel = "N",
      description = "Gigabytes of the archive (${DEFAULT-VALUE}), which is deleted afterwards.")
  double gigabytes;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Where to make it; else the folder for temporary files.")
  Optional<Path> folder = Optional.empty();

  @Option(
      names = "--threads",
      defaultValue = "2",
      paramLabel = "N",
      description = "How many threads read (${DEFAULT-VALUE}).")
  int threads;

  @Option(
      names = "--decode-each",
      defaultValue = "50",
      paramLabel = "N",
      description = "Of how many images one is decoded, too (${DEFAULT-VALUE}).")
  int decodeEach;

  @Option(names = "--json", description = "Print a line of JSON for each tenth.")
  boolean json;

  @Override
  public Integer call() throws Exception {
    Path made =
        folder.isPresent()
            ? Files.createTempDirectory(Files.createDirectories(folder.get()), "d2v-archive")
            : Files.createTempDirectory("d2v-archive");
    try {
      Path archive = made.resolve("images.tar");
      new SyntheticImages().write(archive, (long) (gigabytes * 1e9));
      Workshop workshop = Wiring.make(spec, Workshop.class);
      Method method = workshop.method(workshop.recipes().find("vision-base", List.of()));
      try (Dataset dataset = workshop.open(method, archive)) {
        new EpochBenchmark(
                dataset,
                method.objective().encoder(),
                Math.max(1, threads),
                Math.max(1, decodeEach))
            .run(this::print);
      }
    } finally {
      Durable.delete(made);
    }
    return 0;
  }

  private void print(EpochBenchmark.Part part) {
    PrintWriter out = spec.commandLine().getOut();
    String format =
        json
            ? "{\"tenth\": %d, \"files\": %d, \"gigabytes\": %.3f, \"megabytes_per_s\": %.1f,"
                + " \"resident_mb\": %d, \"most_resident_mb\": %d}%n"
            : "%2d/10  %9d files  %8.3f GB  %8.1f MB/s  resident %5d MB, at most %5d MB%n";
    out.printf(
        Locale.ROOT,
        format,
        part.part(),
        part.samples(),
        part.bytes() / 1e9,
        part.bytesPerSecond() / 1e6,
        part.memory().now() / 1_000_000,
        part.memory().most() / 1_000_000);
    out.flush();
  }
}
