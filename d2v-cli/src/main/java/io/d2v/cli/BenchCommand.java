package io.d2v.cli;

import io.d2v.api.backend.Backend;
import io.d2v.bench.speed.StepBenchmark;
import io.d2v.core.recipe.Recipe;
import io.d2v.core.train.Method;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures speed. */
@Command(
    name = "bench",
    description = "Measure speed on this machine.",
    mixinStandardHelpOptions = true,
    subcommands = BenchCommand.Step.class,
    synopsisSubcommandLabel = "WHAT")
final class BenchCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "say what to measure: step");
  }

  /** Sizes of the model that is timed. */
  enum Size {
    /** 64 wide, 2 blocks, 2 heads, batch 2: over at once, to see that it works. */
    TINY(
        "transformer.width=64",
        "transformer.layers=2",
        "transformer.heads=2",
        "targets.layers=2",
        "training.batch=2"),
    /** 384 wide, 12 blocks, 6 heads, batch 16. */
    PEER("transformer.width=384", "transformer.heads=6", "training.batch=16"),
    /** 768 wide, 12 blocks, 12 heads, batch 8. */
    BASE("transformer.width=768", "transformer.heads=12", "training.batch=8");

    @SuppressWarnings("ImmutableEnumChecker") // List.of is
    private final List<String> overrides;

    Size(String... overrides) {
      this.overrides = List.of(overrides);
    }
  }

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

  /** Times a training step. */
  @Command(
      name = "step",
      description = {
        "Time a pre-training step on random data in memory: teacher, student, loss, gradients,",
        "clipping, AdamW and the teacher's update; and large matrix products beside it."
      },
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Example:",
        "  d2v bench step --modality vision --size peer --dtype bf16 --json"
      })
  static final class Step implements Callable<Integer> {
    private static final int MASKED = 118; // of 196, as the PyTorch step that it is compared with

    @Spec CommandSpec spec;

    @Option(names = "--modality", defaultValue = "vision", description = "vision.")
    String modality = "";

    @Option(names = "--size", defaultValue = "peer", description = "${COMPLETION-CANDIDATES}.")
    Size size = Size.PEER;

    @Option(names = "--dtype", defaultValue = "bf16", description = "${COMPLETION-CANDIDATES}.")
    Precision precision = Precision.BF16;

    @Option(names = "--steps", defaultValue = "8", description = "Timed steps, after three others.")
    int steps;

    @Option(names = "--json", description = "One line of JSON.")
    boolean json;

    @Override
    public Integer call() throws Exception {
      if (!modality.equals("vision")) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), "there is no step to measure for '" + modality + "', only vision");
      }
      List<String> overrides = new java.util.ArrayList<>(size.overrides);
      overrides.addAll(
          List.of(
              "transformer.drop_path=0",
              "transformer.attention_dropout=0",
              "targets.source=block",
              "optimizer.learning_rate=5e-4",
              "optimizer.weight_decay=0.01",
              "backend.precision=" + precision.setting));
      Workshop workshop = Wiring.make(Workshop.class);
      Recipe recipe = workshop.recipes().find("vision-base", overrides);
      Method method = workshop.method(recipe);
      try (Backend backend = method.openBackend()) {
        print(
            StepBenchmark.run(
                backend,
                method.objective(),
                method.adam(),
                method.training().batch(),
                MASKED,
                steps));
      }
      return 0;
    }

    private void print(StepBenchmark.Result result) {
      PrintWriter out = spec.commandLine().getOut();
      String format =
          json
              ? "{\"modality\": \"vision\", \"size\": \"%s\", \"dtype\": \"%s\", \"min_s\": %.4f,"
                  + " \"median_s\": %.4f, \"samples_per_s\": %.2f, \"tflops\": %.3f,"
                  + " \"peak_tflops\": %.3f, \"share_of_peak\": %.3f, \"first_step_s\": %.1f,"
                  + " \"loss\": %.5f}%n"
              : "size %s, %s%nstep: %.4f s at best, %.4f s median, %.2f samples/s%n"
                  + "%.3f TFLOP/s of %.3f at peak: %.3f%nfirst step after %.1f s; loss %.5f%n";
      out.printf(
          Locale.ROOT,
          format,
          size.name().toLowerCase(Locale.ROOT),
          precision.name().toLowerCase(Locale.ROOT),
          result.minimum(),
          result.median(),
          result.samplesPerSecond(),
          result.teraflops(),
          result.peakTeraflops(),
          result.share(),
          result.compileSeconds(),
          result.loss());
      out.flush();
    }
  }
}
