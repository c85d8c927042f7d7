package io.d2v.cli;

import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.bench.speed.ReadingBenchmark;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.run.Durable;
import io.d2v.core.train.Method;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times the reading of data. */
@Command(
    name = "io",
    description =
        "Time in one thread what comes before a training step: decoding images, "
            + "cutting and resizing them to 224 x 224, flipping and normalising; decoding "
            + "sound to 16 kHz and normalising it; learning a tokenizer of 8,256 byte "
            + "pairs, and encoding text by it.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  d2v bench io --images photos/ --sound train-clean-100.tar.gz --text book.txt"
    })
final class BenchIoCommand implements Callable<Integer> {
  private static final int VOCABULARY = 8256;
  private static final int RATE = 16_000;
  private static final int TOKEN = 320; // samples

  @Spec CommandSpec spec;

  @Option(
      names = "--images",
      paramLabel = "PATH",
      description = "A folder or an archive of images.")
  Optional<Path> images = Optional.empty();

  @Option(
      names = "--sound",
      paramLabel = "PATH",
      description = "A folder or an archive of recordings.")
  Optional<Path> sound = Optional.empty();

  @Option(names = "--text", paramLabel = "FILE", description = "A file of UTF-8 text.")
  Optional<Path> text = Optional.empty();

  @Option(
      names = "--seconds",
      defaultValue = "5",
      paramLabel = "N",
      description = "Seconds to measure each (${DEFAULT-VALUE}), after as many to warm up.")
  double seconds;

  @Option(names = "--json", description = "Print a line of JSON for each.")
  boolean json;

  @Override
  public Integer call() throws Exception {
    if (images.isEmpty() && sound.isEmpty() && text.isEmpty()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "say what to read: --images, --sound or --text");
    }
    Workshop workshop = Wiring.make(spec, Workshop.class);
    if (images.isPresent()) {
      images(workshop, images.get());
    }
    if (sound.isPresent()) {
      sound(workshop, sound.get());
    }
    if (text.isPresent()) {
      text(workshop, text.get());
    }
    return 0;
  }

  private void images(Workshop workshop, Path data) throws IOException {
    Method method = method(workshop, "vision-base", "encoder.jitter=0");
    try (Dataset dataset = workshop.open(method, data)) {
      Encoder encoder = method.objective().encoder();
      print(
          "images",
          "images_per_s",
          ReadingBenchmark.rate(ReadingBenchmark.samples(dataset, encoder), seconds),
          dataset.size());
    }
  }

  private void sound(Workshop workshop, Path data) throws IOException {
    Method method = method(workshop, "speech-base");
    try (Dataset dataset = workshop.open(method, data)) {
      Encoder encoder = method.objective().encoder();
      double rate =
          ReadingBenchmark.rate(ReadingBenchmark.lengths(dataset, encoder, TOKEN), seconds);
      print("sound", "seconds_of_sound_per_s", rate / RATE, dataset.size());
    }
  }

  private void text(Workshop workshop, Path file) throws IOException {
    Path folder = Files.createTempDirectory("d2v-bench-io");
    try {
      long start = System.nanoTime();
      Wiring.make(spec, Plugins.class)
          .tokenizer("byte-pairs")
          .train(List.of(file), VOCABULARY, 2, folder);
      print("byte-pairs-train", "seconds", (System.nanoTime() - start) / 1e9, 1);
      Method method = method(workshop, "text-base", "data.tokenizer=" + folder);
      double megabytes = Files.size(file) / 1e6;
      double rate =
          ReadingBenchmark.rate(
              n -> {
                workshop.open(method, file).close();
                return megabytes;
              },
              seconds);
      print("text", "megabytes_per_s", rate, 1);
    } finally {
      Durable.delete(folder);
    }
  }

  private static Method method(Workshop workshop, String recipe, String... overrides)
      throws IOException {
    return workshop.method(workshop.recipes().find(recipe, List.of(overrides)));
  }

  private void print(String reader, String unit, double value, long files) {
    PrintWriter out = spec.commandLine().getOut();
    String format =
        json
            ? "{\"reader\": \"%s\", \"%s\": %.2f, \"files\": %d}%n"
            : "%-18s %-24s %10.2f  (%d files, one thread)%n";
    out.printf(Locale.ROOT, format, reader, unit, value, files);
    out.flush();
  }
}
