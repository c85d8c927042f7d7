package io.d2v.cli;

import io.d2v.api.Dataset;
import io.d2v.bench.finetune.Answers;
import io.d2v.core.data.Quarantine;
import io.d2v.core.finetune.Predictor;
import io.d2v.core.interchange.Trained;
import io.d2v.core.run.Unfinished;
import io.d2v.core.train.Method;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Predicts classes, numbers or words of new samples. */
@Command(
    name = "predict",
    description = {
      "Predict classes, numbers or words of new samples, with a fine-tuned model.",
      "Writes a line for each sample: where it is from, a tab, and what is "
          + "predicted; for a class its probability after another tab."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  d2v predict runs/cats holiday/ --out holiday.tsv",
      "  d2v predict runs/letters interview.flac --language-model words.arpa.gz"
    })
final class PredictCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description =
          "A fine-tuned run, of which the best checkpoint is taken; a checkpoint's folder, or one"
              + " of Hugging Face's.")
  Path model = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "PATH",
      description = "A folder, archive or file of samples.")
  List<Path> paths = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "File to write; else they are printed.")
  Optional<Path> out = Optional.empty();

  @Mixin DecodingOptions decoding = new DecodingOptions();

  @Override
  public Integer call() throws Exception {
    try (StopSignal stop = new StopSignal()) {
      return predict(stop);
    }
  }

  private int predict(StopSignal stop) throws IOException, InterruptedException {
    Workshop workshop = Wiring.make(spec, Workshop.class);
    Trained trained = workshop.loadBest(model);
    PrintWriter console = spec.commandLine().getOut();
    try (Predictor predictor = Predictor.of(trained.method(), trained.student())) {
      Answers answers = Answers.of(trained.method(), decoding.decoding(), model);
      if (out.isEmpty()) {
        PrintWriter err = spec.commandLine().getErr(); // what is printed is for another program
        predict(workshop, trained.method(), predictor, answers, stop, err, console::println);
        console.flush();
        return 0;
      }
      try (Unfinished file = Unfinished.of(out.get())) {
        long count;
        try (Writer lines = Files.newBufferedWriter(file.path())) {
          count =
              predict(
                  workshop,
                  trained.method(),
                  predictor,
                  answers,
                  stop,
                  console,
                  line -> lines.write(line + "\n"));
        }
        file.finish();
        console.println(count + " predictions written to " + out.get());
        console.flush();
      }
      return 0;
    } catch (CancellationException stopped) {
      console.flush();
      Failure.stopped(spec.commandLine().getErr(), out);
      return stop.exitCode();
    }
  }

  /** Predicts all samples, in their order; how many. */
  private long predict(
      Workshop workshop,
      Method method,
      Predictor predictor,
      Answers answers,
      StopSignal stop,
      PrintWriter progress,
      Passing.Taking<String> each)
      throws IOException, InterruptedException {
    long count = 0;
    for (Path path : paths) {
      try (Dataset data = workshop.open(method, path);
          Passing passing = new Passing("predict " + path, data.size(), progress, stop)) {
        Quarantine damaged =
            predictor.inOrder(data, one -> one.id() + "\t" + answers.text(one), passing.to(each));
        for (Quarantine.Damaged one : damaged.damaged()) {
          spec.commandLine().getErr().println("left out: " + one.reason());
        }
        count += data.size() - damaged.damaged().size();
      }
    }
    return count;
  }
}
