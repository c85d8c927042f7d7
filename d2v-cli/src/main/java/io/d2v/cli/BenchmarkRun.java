package io.d2v.cli;

import io.d2v.api.UserError;
import io.d2v.bench.finetune.DataPaths;
import io.d2v.bench.finetune.FineTuning;
import io.d2v.bench.finetune.Task;
import io.d2v.bench.harness.BenchmarkReport;
import io.d2v.bench.harness.Comparison;
import io.d2v.bench.harness.Entrant;
import io.d2v.bench.harness.Found;
import io.d2v.bench.harness.GlueSubmission;
import io.d2v.bench.harness.Pretraining;
import io.d2v.bench.harness.Probing;
import io.d2v.core.interchange.Trained;
import io.d2v.core.run.Provenance;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** One benchmark of one model. */
final class BenchmarkRun {
  private static final long CHECKPOINTS = 3;

  /** A weight and its average, and two moments, as float32. */
  private static final long BYTES_A_WEIGHT = 16;

  private final Workshop workshop;
  private final BenchmarkName name;
  private final BenchmarkOptions options;
  private final DataPaths data;
  private final Path out;
  private final PrintWriter console;
  private final List<Task> tasks;
  private final List<Entrant> entrants;

  BenchmarkRun(
      Workshop workshop,
      BenchmarkName name,
      BenchmarkOptions options,
      NamedModels.Model model,
      Path data,
      Path out,
      PrintWriter console)
      throws IOException {
    this.workshop = workshop;
    this.name = name;
    this.options = options;
    this.data = paths(name, options, data);
    this.out = out;
    this.console = console;
    tasks = name.tasks(this.data);
    if (tasks.isEmpty()) {
      throw new UserError(UserError.Kind.DATA, data + ": none of the benchmark's files is there");
    }
    name.left(this.data).forEach(left -> console.println(name.word() + ": left out: " + left));
    entrants = entrants(model, name);
  }

  /** By names of facts, which samples these are. */
  Map<String, String> hashes() throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    hashes.put("data, " + name.word(), hash(data.train()));
    if (data.dev().isPresent()) {
      hashes.put("data, " + name.word() + ", dev", hash(data.dev().get()));
    }
    return hashes;
  }

  private static String hash(Path path) throws IOException {
    return path + ", SHA-256 of names and sizes " + Provenance.Source.of(path, 0).hash();
  }

  /** How many runs it has to make; those that are done are not made again. */
  int runs() throws IOException {
    int runs = 0;
    for (Task task : tasks) {
      runs += new Comparison(workshop.fineTuning(), setup(task)).left(entrants, folder());
    }
    return runs;
  }

  /** How many bytes a run's checkpoints take at most: the newest, the best, one being written. */
  long bytesARun() {
    long elements =
        entrants.get(0).start().weights().values().stream()
            .mapToLong(weight -> weight.shape().elements())
            .sum();
    return CHECKPOINTS * BYTES_A_WEIGHT * elements;
  }

  /** What it found; nothing if it was asked to stop. */
  Optional<BenchmarkReport.Section> run(BenchmarkCounter counter, BooleanSupplier stop)
      throws IOException, InterruptedException {
    List<Found> found = new ArrayList<>();
    Path runs = folder();
    GlueSubmission submission = new GlueSubmission(workshop.fineTuning());
    for (Task task : tasks) {
      Comparison.Setup setup = setup(task);
      Comparison comparison = new Comparison(workshop.fineTuning(), setup);
      Optional<Found> one =
          comparison.run(entrants, runs, counter.telling(name.word(), workshop, setup), stop);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      found.add(one.get());
      if (name == BenchmarkName.IMAGENET) {
        console.println("linear probe and nearest neighbours on frozen features");
        console.flush();
        found.add(new Probing(workshop.fineTuning(), setup).run(entrants.get(0), runs));
      }
      if (name == BenchmarkName.GLUE) {
        submission.add(comparison, one.get(), entrants.get(0), runs);
      }
    }
    if (name == BenchmarkName.GLUE) {
      write(submission);
    }
    return Optional.of(
        new BenchmarkReport.Section(
            name.word(), name.summary(found, data.subset()), name.left(data), found));
  }

  private void write(GlueSubmission submission) throws IOException {
    Path zip = out.resolve("submission.zip");
    submission.submission().write(zip);
    console.println("for gluebenchmark.com: " + zip + " with " + submission.submission().names());
    submission.left().forEach(left -> console.println("not in it: " + left));
    console.flush();
  }

  private Path folder() {
    return out.resolve("runs");
  }

  /** LibriSpeech's subsets are of nothing else. */
  private static DataPaths paths(BenchmarkName name, BenchmarkOptions options, Path data) {
    DataPaths all = options.learning.paths(data, name.labels(options.quick), 1);
    return name == BenchmarkName.LIBRISPEECH ? all : all.withoutSubset();
  }

  private Comparison.Setup setup(Task task) throws IOException {
    String recipe = options.recipe.orElse(name.recipe(options.quick, data.subset()));
    FineTuning.How how =
        new FineTuning.How(recipe, workshop.recipes().anyText(recipe), options.learning.overrides);
    return new Comparison.Setup(
        name.word(), task, name.examiner(task, options.languageModel), how, data, seeds());
  }

  private int seeds() {
    return options.seeds.orElse(name.seeds(options.quick));
  }

  private static List<Entrant> entrants(NamedModels.Model model, BenchmarkName name)
      throws IOException {
    Trained trained = model.trained();
    FineTuning.Start begun = new FineTuning.Start(trained.method(), trained.student());
    FineTuning.Start random = new FineTuning.Start(trained.method(), Map.of());
    String learned = Pretraining.of(model.path(), trained.method(), name.paper());
    return List.of(
        new Entrant("pre-trained", "pre-trained", begun, learned),
        new Entrant("from scratch", "from-scratch", random, "none"));
  }
}
