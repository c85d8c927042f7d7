package io.d2v.cli;

import io.d2v.api.Dataset;
import io.d2v.bench.embeddings.EmbeddingWriter;
import io.d2v.core.train.FeatureTable;
import io.d2v.core.train.FrozenEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
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

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "PATH", description = "Data.")
  List<Path> paths = new ArrayList<>();

  @Option(
      names = "--out",
      required = true,
      description = "File to write: .safetensors, .npy or .jsonl.")
  Path out = Path.of("");

  @Option(names = "--batch", defaultValue = "64", description = "Samples at once.")
  int batch;

  @Override
  public Integer call() throws Exception {
    EmbeddingWriter.requireKnown(out);
    Workshop workshop = Wiring.make(Workshop.class);
    Workshop.Trained trained = workshop.load(run);
    List<String> ids = new ArrayList<>();
    List<float[]> vectors = new ArrayList<>();
    try (FrozenEncoder encoder = FrozenEncoder.of(trained.method(), trained.student(), batch)) {
      for (Path path : paths) {
        try (Dataset data = workshop.open(trained.method(), path)) {
          FeatureTable table = FeatureTable.of(trained.method(), data, encoder.extractor());
          table
              .damaged()
              .forEach(reason -> spec.commandLine().getErr().println("left out: " + reason));
          ids.addAll(table.ids());
          vectors.addAll(Arrays.asList(table.vectors()));
        }
      }
    }
    EmbeddingWriter.write(out, ids, vectors.toArray(float[][]::new));
    spec.commandLine().getOut().println(ids.size() + " vectors written to " + out);
    return 0;
  }
}
