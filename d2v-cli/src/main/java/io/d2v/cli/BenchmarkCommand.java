package io.d2v.cli;

import io.d2v.api.UserError;
import io.d2v.bench.harness.BenchmarkReport;
import io.d2v.bench.harness.Found;
import io.d2v.core.run.Provenance;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fine-tunes checkpoints and random weights alike, and puts them beside published results. */
@Command(
    name = "benchmark",
    description = {
      "Fine-tune a checkpoint and random weights alike, and write a report beside "
          + "published results: report.html, .md and .json.",
      "The same command goes on after a stop."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  d2v benchmark imagenet runs/photos --data labelled/ --out report --quick",
      "  d2v benchmark librispeech runs/speech --data LibriSpeech/ --subset 10h --out report \\",
      "      --language-model 4-gram.arpa.gz",
      "  d2v benchmark all runs/demo --data imagenet=fashion-mnist/ \\",
      "      --data librispeech=LibriSpeech/ --data glue=glue/ --out report --quick"
    })
final class BenchmarkCommand implements Callable<Integer> {
  private static final long MEGABYTE = 1_000_000;

  @Spec CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "BENCHMARK",
      description = "One of: imagenet, librispeech, glue, all.")
  BenchmarkChoice benchmark = BenchmarkChoice.ALL;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "CHECKPOINT",
      description =
          "A run's or checkpoint's folder, or one of Hugging Face's; or a folder of runs, of which"
              + " the first of each kind of data is taken.")
  List<Path> checkpoints = new ArrayList<>();

  @Option(
      names = "--data",
      required = true,
      paramLabel = "[NAME=]PATH",
      description =
          "The benchmark's samples; of several benchmarks a folder with imagenet, librispeech and"
              + " glue in it, or each by its name.")
  List<String> data = new ArrayList<>();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the report and its runs.")
  Path out = Path.of("");

  @Mixin BenchmarkOptions options = new BenchmarkOptions();

  @Override
  public Integer call() throws Exception {
    PrintWriter console = spec.commandLine().getOut();
    List<BenchmarkRun> runs = runs(console);
    Files.createDirectories(out);
    BenchmarkCounter counter = new BenchmarkCounter(console, requireSpace(console, runs));
    List<BenchmarkReport.Section> sections = new ArrayList<>();
    try (StopSignal stop = new StopSignal()) {
      for (BenchmarkRun run : runs) {
        Optional<BenchmarkReport.Section> found = run.run(counter, stop);
        if (found.isEmpty()) {
          return stop.exitCode();
        }
        sections.add(found.get());
        new BenchmarkReport(again(), environment(runs), sections).write(out);
      }
    }
    for (BenchmarkReport.Section section : sections) {
      for (Found found : section.found()) {
        console.print(found.table().markdown());
        found.gains().forEach(gain -> console.println(gain.sentence()));
        console.println();
      }
    }
    console.println("report: " + out.resolve("report.html"));
    console.flush();
    return 0;
  }

  private List<BenchmarkRun> runs(PrintWriter console) throws IOException {
    Workshop workshop = Wiring.make(spec, Workshop.class);
    Map<String, NamedModels.Model> models = NamedModels.load(checkpoints, workshop);
    BenchmarkData samples = BenchmarkData.of(data);
    boolean alone = benchmark.names().size() == 1;
    options.check();
    if (!alone && (options.recipe.isPresent() || options.learning.dev.isPresent())) {
      throw new UserError(
          UserError.Kind.USAGE,
          "--recipe and --dev are of one benchmark; run imagenet, librispeech and glue by"
              + " themselves");
    }
    List<BenchmarkRun> runs = new ArrayList<>();
    for (BenchmarkName name : benchmark.names()) {
      NamedModels.Model model = models.get(name.modality());
      if (model == null) {
        throw new UserError(
            UserError.Kind.USAGE,
            name.word()
                + " is of "
                + name.modality()
                + ", and of that there is no model in "
                + checkpoints
                + ", which hold models of "
                + models.keySet());
      }
      runs.add(
          new BenchmarkRun(workshop, name, options, model, samples.of(name, alone), out, console));
    }
    return runs;
  }

  /** How many runs there are to make, for which there has to be space. */
  private int requireSpace(PrintWriter console, List<BenchmarkRun> benchmarks) throws IOException {
    int runs = 0;
    long bytes = 0;
    for (BenchmarkRun benchmark : benchmarks) {
      int own = benchmark.runs();
      runs += own;
      bytes += own * benchmark.bytesARun();
    }
    long free = Files.getFileStore(out).getUsableSpace();
    console.printf(
        Locale.ROOT,
        "%d runs to make; their checkpoints take %,d MB at most, and %,d MB are free%n",
        runs,
        bytes / MEGABYTE,
        free / MEGABYTE);
    console.flush();
    if (bytes > free) {
      throw new UserError(
          UserError.Kind.USAGE, out + ": there is too little space on this disk; choose another");
    }
    return runs;
  }

  private String again() {
    return spec.commandLine().getParseResult().originalArgs().stream()
        .map(BenchmarkCommand::quoted)
        .collect(Collectors.joining(" ", "d2v ", ""));
  }

  /** As a shell needs it. */
  private static String quoted(String argument) {
    return argument.matches("[\\w@%+=:,./\\[\\]-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }

  private Map<String, String> environment(List<BenchmarkRun> runs) throws IOException {
    Map<String, String> facts = new TreeMap<>();
    facts.put("d2v", Provenance.version());
    facts.put("Java", System.getProperty("java.version"));
    facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    facts.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    for (BenchmarkRun run : runs) {
      facts.putAll(run.hashes());
    }
    return facts;
  }
}
