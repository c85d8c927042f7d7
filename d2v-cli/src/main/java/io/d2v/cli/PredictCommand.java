package io.d2v.cli;

import io.d2v.api.Dataset;
import io.d2v.bench.finetune.Answers;
import io.d2v.core.data.Quarantine;
import io.d2v.core.finetune.Prediction;
import io.d2v.core.finetune.Predictor;
import io.d2v.core.run.Durable;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
      "Writes a line for each sample: where it is from, a tab, and what is predicted; for a",
      "class its probability after another tab."
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

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "PATH", description = "Data.")
  List<Path> paths = new ArrayList<>();

  @Option(names = "--out", description = "File to write; else they are printed.")
  Optional<Path> out = Optional.empty();

  @Mixin DecodingOptions decoding = new DecodingOptions();

  @Override
  public Integer call() throws Exception {
    Workshop workshop = Wiring.make(Workshop.class);
    Workshop.Trained trained = workshop.loadBest(model);
    List<String> lines = new ArrayList<>();
    try (Predictor predictor = Predictor.of(trained.method(), trained.student())) {
      Answers answers = Answers.of(trained.method(), decoding.decoding(), model);
      for (Path path : paths) {
        try (Dataset data = workshop.open(trained.method(), path)) {
          List<Prediction> predictions = new ArrayList<>();
          Quarantine damaged = predictor.predict(data, predictions::add);
          for (Quarantine.Damaged one : damaged.damaged()) {
            spec.commandLine().getErr().println("left out: " + one.reason());
          }
          predictions.stream()
              .sorted(Comparator.comparingLong(Prediction::index))
              .map(one -> one.id() + "\t" + answers.text(one))
              .forEach(lines::add);
        }
      }
    }
    PrintWriter console = spec.commandLine().getOut();
    if (out.isPresent()) {
      String text = String.join("\n", lines) + "\n";
      Durable.write(out.get(), text.getBytes(StandardCharsets.UTF_8));
      console.println(lines.size() + " predictions written to " + out.get());
    } else {
      lines.forEach(console::println);
    }
    console.flush();
    return 0;
  }
}
