package io.d2v.cli;

import io.d2v.api.UserError;
import io.d2v.bench.finetune.FineTuning;
import io.d2v.bench.finetune.Task;
import io.d2v.bench.harness.BenchmarkReport;
import io.d2v.bench.harness.Comparison;
import io.d2v.bench.harness.Entrant;
import io.d2v.bench.report.Series;
import io.d2v.bench.result.ResultTable;
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
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fine-tunes a checkpoint and random weights alike, and puts them beside published results. */
@Command(
    name = "benchmark",
    description = {
      "Fine-tune a checkpoint and random weights alike, and write a report beside published",
      "results: report.html, .md and .json. The same command goes on after a stop."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  d2v benchmark imagenet runs/photos --data labelled/ --out report --quick",
      "  d2v benchmark glue runs/text --data glue/ --out report"
    })
final class BenchmarkCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "BENCHMARK",
      description = "One of: ${COMPLETION-CANDIDATES}.")
  BenchmarkName benchmark = BenchmarkName.IMAGENET;

  @Parameters(
      index = "1",
      paramLabel = "CHECKPOINT",
      description = "A run's or checkpoint's folder, or one of Hugging Face's.")
  Path checkpoint = Path.of("");

  @Option(names = "--data", required = true, description = "The benchmark's samples.")
  Path data = Path.of("");

  @Option(
      names = "--dev",
      description = "Samples to be judged by; else a part of the data, or a tenth of it.")
  Optional<Path> dev = Optional.empty();

  @Option(names = "--out", required = true, description = "Folder of the report and its runs.")
  Path out = Path.of("");

  @Option(
      names = "--quick",
      description = "A recipe for minutes, few labels, few seeds: what a small model can show.")
  boolean quick;

  @Option(names = "--recipe", description = "Another recipe than the benchmark's.")
  Optional<String> recipe = Optional.empty();

  @Option(
      names = "--subset",
      description = "Which part of LibriSpeech has labels: 10m, 1h, 10h, 100h or 960h.")
  Optional<String> subset = Optional.empty();

  @Option(names = "--labels", description = "How many samples may be learned from.")
  Optional<Integer> labels = Optional.empty();

  @Option(names = "--seeds", description = "How many runs of each model.")
  Optional<Integer> seeds = Optional.empty();

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Overrides a setting.")
  List<String> overrides = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Workshop workshop = Wiring.make(Workshop.class);
    Workshop.Trained trained = workshop.load(checkpoint);
    requireModality(trained.method().modality().name());
    List<Task> tasks = benchmark.tasks(data);
    if (tasks.isEmpty()) {
      throw new UserError(UserError.Kind.DATA, data + ": none of the benchmark's files is there");
    }
    List<Entrant> entrants = entrants(trained);
    List<ResultTable> tables = new ArrayList<>();
    List<Series> curves = new ArrayList<>();
    Files.createDirectories(out);
    try (StopSignal stop = new StopSignal()) {
      for (Task task : tasks) {
        Comparison comparison = new Comparison(workshop.fineTuning(), setup(workshop, task));
        Optional<Comparison.Found> found =
            comparison.run(entrants, out.resolve("runs"), telling(workshop, task), stop);
        if (found.isEmpty()) {
          return Failure.INTERRUPTED;
        }
        tables.add(found.get().table());
        curves.addAll(found.get().curves());
        new BenchmarkReport(again(), environment(), tables, curves).write(out);
      }
    }
    PrintWriter console = spec.commandLine().getOut();
    tables.forEach(table -> console.print(table.markdown()));
    console.println("report: " + out.resolve("report.html"));
    console.flush();
    return 0;
  }

  private Comparison.Setup setup(Workshop workshop, Task task) throws IOException {
    String name = recipe.orElse(benchmark.recipe(quick));
    FineTuning.How how =
        new FineTuning.How(name, workshop.recipes().anyText(name), List.copyOf(overrides));
    OptionalInt most = labels.map(OptionalInt::of).orElse(benchmark.labels(quick));
    return new Comparison.Setup(
        benchmark.name().toLowerCase(Locale.ROOT),
        task,
        how,
        data,
        dev,
        subset,
        most,
        seeds.orElse(benchmark.seeds(quick)));
  }

  private List<Entrant> entrants(Workshop.Trained trained) {
    FineTuning.Start begun = new FineTuning.Start(trained.method(), trained.student());
    FineTuning.Start random = new FineTuning.Start(trained.method(), Map.of());
    return List.of(
        new Entrant("pre-trained", "pre-trained", begun, "as " + checkpoint + " says"),
        new Entrant("from scratch", "from-scratch", random, "none"));
  }

  private Comparison.Telling telling(Workshop workshop, Task task) {
    PrintWriter console = spec.commandLine().getOut();
    return (entrant, seed, method, splits) -> {
      console.println(task.name() + ", " + entrant.name() + ", seed " + seed);
      console.flush();
      return new FineTuning.Told(
          new ConsoleProgress(console),
          (update, verdict, best) -> {},
          workshop.provenance(method, data, splits.train().size()));
    };
  }

  private String again() {
    return "d2v " + String.join(" ", spec.commandLine().getParseResult().originalArgs());
  }

  private static Map<String, String> environment() {
    return Map.of(
        "d2v", Provenance.version(),
        "Java", System.getProperty("java.version"),
        "processors", Integer.toString(Runtime.getRuntime().availableProcessors()),
        "system", System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        "date", LocalDate.now(ZoneOffset.UTC).toString());
  }

  private void requireModality(String modality) {
    if (!modality.equals(benchmark.modality())) {
      throw new UserError(
          UserError.Kind.USAGE,
          checkpoint
              + ": is a model of "
              + modality
              + ", but the benchmark is of "
              + benchmark.modality());
    }
  }
}
