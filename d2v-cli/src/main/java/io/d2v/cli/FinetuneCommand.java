package io.d2v.cli;

import io.d2v.api.backend.Workers;
import io.d2v.bench.finetune.DataPaths;
import io.d2v.bench.finetune.FineTuning;
import io.d2v.bench.finetune.Splits;
import io.d2v.bench.finetune.Task;
import io.d2v.bench.harness.Tasks;
import io.d2v.core.train.Method;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains a model with labels. */
@Command(
    name = "finetune",
    description = {
      "Train a model with labels, into a run folder.",
      "The same command goes on from the newest checkpoint after a stop. The "
          + "checkpoint that does best on the samples held out is kept in the folder's "
          + "best. Several processes, on as many devices or machines, share each update: "
          + "see --workers."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Tasks: classification (samples in one folder a class), speech-recognition, and GLUE's:",
      "cola, sst-2, mrpc, sts-b, qqp, mnli, qnli, rte, wnli.",
      "",
      "Examples:",
      "  d2v finetune classification runs/photos --recipe finetune-vision-tiny \\",
      "      --data labelled/ --out runs/cats",
      "  d2v finetune speech-recognition runs/speech --recipe finetune-librispeech-10m \\",
      "      --data LibriSpeech/ --subset 10m --out runs/letters",
      "  d2v finetune classification vision-tiny --recipe finetune-vision-tiny \\",
      "      --data labelled/ --out runs/from-scratch"
    })
final class FinetuneCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "TASK", description = "What the model is to do; see below.")
  String task = "";

  @Parameters(
      index = "1",
      paramLabel = "CHECKPOINT",
      description =
          "A run's or checkpoint's folder, or one of Hugging Face's; or a recipe, for random"
              + " weights: the baseline from scratch.")
  String checkpoint = "";

  @Option(
      names = "--recipe",
      required = true,
      paramLabel = "NAME",
      description = "How it is trained: a recipe's name or file; see d2v recipes.")
  String recipe = "";

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description = "A folder, archive or file of samples with labels.")
  Path data = Path.of("");

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "The run's folder.")
  Path out = Path.of("");

  @Mixin LearningOptions learning = new LearningOptions();

  @Mixin RunOptions folder = new RunOptions();

  @Mixin WorkerOptions together = new WorkerOptions();

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Seed of all randomness (${DEFAULT-VALUE}).")
  long seed;

  @Override
  public Integer call() throws Exception {
    Workers workers = together.workers(System.getenv());
    Workshop workshop = Wiring.make(spec, Workshop.class);
    List<String> all = new ArrayList<>(learning.overrides);
    all.add("seed=" + seed);
    FineTuning.How how = new FineTuning.How(recipe, workshop.recipes().anyText(recipe), all);
    FineTuning.Start start = workshop.start(checkpoint);
    Task chosen = Tasks.of(task);
    FineTuning tuning = workshop.fineTuning();
    PrintWriter console = spec.commandLine().getOut();
    DataPaths paths = learning.paths(data, OptionalInt.empty(), seed);
    try (Splits splits = tuning.open(chosen, start, how, paths);
        StopSignal stop = new StopSignal()) {
      Method method = tuning.method(chosen, start, how, splits);
      if (workers.isFirst()) {
        console.println(
            "learning from " + splits.train().size() + " samples, judged by " + splits.judges());
      }
      FineTuning.Told told =
          new FineTuning.Told(
              WorkerProgress.of(console, workers),
              (update, verdict, best) -> {
                console.println("judged after " + update + ": " + line(verdict.metrics()));
                console.flush();
              },
              workshop.provenance(method, data, splits.train().size()));
      long made = tuning.run(chosen, method, start, splits, folder.place(out, workers), told, stop);
      return made >= method.training().steps() ? 0 : stop.exitCode();
    }
  }

  private static String line(Map<String, Double> metrics) {
    return metrics.entrySet().stream()
        .map(entry -> String.format(Locale.ROOT, "%s %.4f", entry.getKey(), entry.getValue()))
        .collect(Collectors.joining("  "));
  }
}
