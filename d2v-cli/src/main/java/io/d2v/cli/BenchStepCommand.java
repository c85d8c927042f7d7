package io.d2v.cli;

import io.d2v.api.Dataset;
import io.d2v.api.backend.Workers;
import io.d2v.bench.speed.StepBenchmark;
import io.d2v.core.train.Method;
import io.d2v.core.train.StepProfile;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times a training step. */
@Command(
    name = "step",
    description = {
      "Time a pre-training step on random data in memory: teacher, student, loss, "
          + "gradients, clipping, AdamW and the teacher's update; and large matrix "
          + "products beside it.",
      "Several workers make each step together, with a batch each; the first one " + "prints."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  d2v bench step --modality audio --size peer --dtype bf16 --json"})
final class BenchStepCommand implements Callable<Integer> {
  /** What takes a smaller share of the time is not shown. */
  private static final double LEAST = 0.001;

  private static final int DETAILS = 40;

  @Spec CommandSpec spec;

  @Option(
      names = "--modality",
      defaultValue = "vision",
      paramLabel = "KIND",
      description = "Kind of data: vision, audio or text (${DEFAULT-VALUE}).")
  StepWork.Of modality = StepWork.Of.VISION;

  @Option(
      names = "--objective",
      defaultValue = "data2vec",
      paramLabel = "NAME",
      description =
          "What is learned: data2vec, with one mask a sample, or data2vec2, with several"
              + " (${DEFAULT-VALUE}).")
  StepWork.Objective objective = StepWork.Objective.DATA2VEC;

  @Option(
      names = "--masked",
      paramLabel = "N",
      description = "How many tokens of a sample are masked; as many as is usual if left out.")
  Optional<Integer> masked = Optional.empty();

  @Mixin StepOptions how = new StepOptions();

  @Mixin WorkerOptions workerOptions = new WorkerOptions();

  @Option(
      names = "--steps",
      defaultValue = "8",
      paramLabel = "N",
      description = "How many steps are timed (${DEFAULT-VALUE}), after three others.")
  int steps;

  @Option(
      names = "--profile",
      description = "Show where one more step's time goes: by operation and by part of the model.")
  boolean profile;

  @Option(
      names = "--tokens",
      paramLabel = "N",
      description =
          "Tokens of a sample of text or sound; the longer, the more attention counts."
              + " The size's if left out.")
  Optional<Integer> tokens = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Override a setting of the recipe, such as training.memory=recompute; may be"
              + " repeated.")
  List<String> settings = new ArrayList<>();

  @Option(names = "--json", description = "Print one line of JSON.")
  boolean json;

  @Override
  public Integer call() throws Exception {
    StepSize usual = StepSize.of(modality, how.size);
    StepSize size = tokens.map(count -> usual.withTokens(modality, count)).orElse(usual);
    StepWork typical = StepWork.of(modality, size, objective);
    StepWork work = masked.map(typical::withMasked).orElse(typical);
    Workers workers = workerOptions.workers(System.getenv());
    List<String> more = new ArrayList<>(how.settings());
    more.add("training.accumulate=" + workers.count());
    more.addAll(settings);
    Method method = work.method(Wiring.make(spec, Workshop.class), more);
    try (Dataset samples = work.samples()) {
      StepBenchmark.Result result =
          StepBenchmark.run(method, workers, samples, work.masked(), steps, profile);
      if (workers.isFirst()) {
        print(result);
      }
    }
    return 0;
  }

  private void print(StepBenchmark.Result result) {
    PrintWriter out = spec.commandLine().getOut();
    String format =
        json
            ? "{\"modality\": \"%s\", \"objective\": \"%s\", \"size\": \"%s\", \"dtype\": \"%s\", \"parameters\": %d, \"min_s\": %.4f,"
                + " \"median_s\": %.4f, \"samples_per_s\": %.2f, \"gflop\": %.2f, \"tflops\": %.3f,"
                + " \"peak_tflops\": %.3f, \"share_of_peak\": %.3f, \"first_step_s\": %.1f,"
                + " \"compile_s\": %.1f, \"start_to_first_step_s\": %.1f, \"loss\": %.5f,"
                + " \"before_rss_mib\": %d, \"peak_rss_mib\": %d, \"device\": \"%s\"}%n"
            : "%s, %s, size %s, %s, %d parameters%nstep: %.4f s at best, %.4f s median, %.2f samples/s, %.2f GFLOP%n"
                + "%.3f TFLOP/s of %.3f at peak: %.3f%nfirst step after %.1f s, of which programs took"
                + " %.1f s to compile; %.1f s after the start; loss %.5f;"
                + " %d MiB resident before it, %d at most%non %s%n";
    out.printf(
        Locale.ROOT,
        format,
        modality.name().toLowerCase(Locale.ROOT),
        objective.name().toLowerCase(Locale.ROOT),
        how.size.name().toLowerCase(Locale.ROOT),
        how.dtype.name().toLowerCase(Locale.ROOT),
        result.trained(),
        result.minimum(),
        result.median(),
        result.samplesPerSecond(),
        1e3 * result.teraflops() * result.median(),
        result.teraflops(),
        result.peakTeraflops(),
        result.share(),
        result.firstStep(),
        result.compiling(),
        result.sinceStart(),
        result.loss(),
        result.before() >> 20,
        result.most() >> 20,
        result.device());
    result.profile().ifPresent(found -> print(found, out));
    out.flush();
  }

  private static void print(StepProfile found, PrintWriter out) {
    print("operation", found.operations(), found.seconds(), out);
    print("part of the model", found.parts(), found.seconds(), out);
    print("both", found.details().stream().limit(DETAILS).toList(), found.seconds(), out);
  }

  private static void print(
      String heading, List<StepProfile.Share> shares, double all, PrintWriter out) {
    out.printf(Locale.ROOT, "%n%10s %6s %7s  %s%n", "ms", "share", "count", "by " + heading);
    for (StepProfile.Share share : shares) {
      if (share.seconds() >= LEAST * all) {
        out.printf(
            Locale.ROOT,
            "%10.1f %5.1f%% %7d  %s%n",
            1e3 * share.seconds(),
            100 * share.seconds() / all,
            share.count(),
            share.name());
      }
    }
  }
}
