package io.d2v.cli;

import io.d2v.api.Dataset;
import io.d2v.bench.speed.StepBenchmark;
import io.d2v.core.train.Method;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times a training step. */
@Command(
    name = "step",
    description = {
      "Time a pre-training step on random data in memory: teacher, student, loss, gradients,",
      "clipping, AdamW and the teacher's update; and large matrix products beside it."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  d2v bench step --modality audio --size peer --dtype bf16 --json"})
final class BenchStepCommand implements Callable<Integer> {
  /** What is multiplied in. */
  enum Precision {
    /** bfloat16 factors, float32 sums. */
    BF16("bf16"),
    /** float32 throughout. */
    FP32("float32");

    private final String setting;

    Precision(String setting) {
      this.setting = setting;
    }
  }

  private static final double GIB = 1L << 30;

  @Spec CommandSpec spec;

  @Option(names = "--modality", defaultValue = "vision", description = "${COMPLETION-CANDIDATES}.")
  StepWork.Of modality = StepWork.Of.VISION;

  @Option(names = "--size", defaultValue = "peer", description = "${COMPLETION-CANDIDATES}.")
  StepWork.Size size = StepWork.Size.PEER;

  @Option(names = "--dtype", defaultValue = "bf16", description = "${COMPLETION-CANDIDATES}.")
  Precision precision = Precision.BF16;

  @Option(names = "--steps", defaultValue = "8", description = "Timed steps, after three others.")
  int steps;

  @Option(
      names = "--tokens",
      description = "Of a sample of text or sound; at other lengths than usual, attention counts.")
  Optional<Integer> tokens = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Overrides a setting, such as training.memory=recompute.")
  List<String> settings = new ArrayList<>();

  @Option(names = "--json", description = "One line of JSON.")
  boolean json;

  @Override
  public Integer call() throws Exception {
    StepWork work = StepWork.of(modality, size, tokens);
    List<String> overrides = new ArrayList<>(work.overrides());
    overrides.add("backend.precision=" + precision.setting);
    overrides.addAll(settings);
    Workshop workshop = Wiring.make(Workshop.class);
    Method method = workshop.method(workshop.recipes().find(work.recipe(), overrides));
    try (Dataset samples = work.samples()) {
      print(StepBenchmark.run(method, samples, work.masked(), steps));
    }
    return 0;
  }

  private void print(StepBenchmark.Result result) {
    PrintWriter out = spec.commandLine().getOut();
    String format =
        json
            ? "{\"modality\": \"%s\", \"size\": \"%s\", \"dtype\": \"%s\", \"min_s\": %.4f,"
                + " \"median_s\": %.4f, \"samples_per_s\": %.2f, \"tflops\": %.3f,"
                + " \"peak_tflops\": %.3f, \"share_of_peak\": %.3f, \"first_step_s\": %.1f,"
                + " \"resident_before_gib\": %.3f, \"resident_peak_gib\": %.3f,"
                + " \"loss\": %.5f}%n"
            : "%s, size %s, %s%nstep: %.4f s at best, %.4f s median, %.2f samples/s%n"
                + "%.3f TFLOP/s of %.3f at peak: %.3f%nfirst step after %.1f s; "
                + "%.2f GiB in memory before it, %.2f at most; loss %.5f%n";
    out.printf(
        Locale.ROOT,
        format,
        modality.name().toLowerCase(Locale.ROOT),
        size.name().toLowerCase(Locale.ROOT),
        precision.name().toLowerCase(Locale.ROOT),
        result.minimum(),
        result.median(),
        result.samplesPerSecond(),
        result.teraflops(),
        result.peakTeraflops(),
        result.share(),
        result.compileSeconds(),
        result.before() / GIB,
        result.most() / GIB,
        result.loss());
    out.flush();
  }
}
