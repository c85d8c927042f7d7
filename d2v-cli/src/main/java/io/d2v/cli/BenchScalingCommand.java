package io.d2v.cli;

import io.d2v.bench.speed.ScalingBenchmark;
import io.d2v.bench.speed.ScalingBenchmark.Cost;
import io.d2v.bench.speed.ScalingBenchmark.Point;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows whether a training step's time grows as its arithmetic does. */
@Command(
    name = "scaling",
    description = {
      "Time a pre-training step, and steps of twice the tokens, the layers and the "
          + "batch, and put the ratios of their times beside those of their operations.",
      "Steps of all four alternate."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  d2v bench scaling --modality vision --json"})
final class BenchScalingCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(
      names = "--modality",
      paramLabel = "KIND",
      description =
          "Kind of data: vision, audio or text; may be repeated. All of them if left out.")
  List<StepWork.Of> modalities = new ArrayList<>();

  @Mixin StepOptions how = new StepOptions();

  @Option(
      names = "--rounds",
      defaultValue = "7",
      paramLabel = "N",
      description =
          "How many rounds; in each, every size makes a step, after three others"
              + " (${DEFAULT-VALUE}).")
  int rounds;

  @Option(names = "--json", description = "Print a line of JSON for each size.")
  boolean json;

  @Override
  public Integer call() throws Exception {
    if (rounds < 1) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--rounds is at least 1");
    }
    Workshop workshop = Wiring.make(spec, Workshop.class);
    for (StepWork.Of modality : modalities.isEmpty() ? List.of(StepWork.Of.values()) : modalities) {
      StepSize base = StepSize.of(modality, how.size);
      List<Cost> costs =
          ScalingBenchmark.run(
              List.of(
                  point("base", workshop, modality, base),
                  point("tokens", workshop, modality, base.twiceTheTokens(modality)),
                  point("layers", workshop, modality, base.twiceTheLayers()),
                  point("batch", workshop, modality, base.twiceTheBatch())),
              rounds);
      costs.forEach(cost -> print(modality, cost));
    }
    return 0;
  }

  private Point point(String name, Workshop workshop, StepWork.Of modality, StepSize size)
      throws IOException {
    StepWork work = StepWork.of(modality, size);
    return new Point(name, work.method(workshop, how.settings()), work.samples(), work.masked());
  }

  private void print(StepWork.Of modality, Cost cost) {
    PrintWriter out = spec.commandLine().getOut();
    String format =
        json
            ? "{\"modality\": \"%s\", \"size\": \"%s\", \"twice\": \"%s\", \"median_s\": %.4f,"
                + " \"gflop\": %.1f, \"time_ratio\": %.3f, \"flop_ratio\": %.3f,"
                + " \"time_per_flop\": %.3f, \"within_10_percent\": %b}%n"
            : "%s, size %s, %-6s  %8.4f s  %10.1f GFLOP  time x %.3f, operations x %.3f: %.3f,"
                + " within 10 %%: %b%n";
    out.printf(
        Locale.ROOT,
        format,
        modality.name().toLowerCase(Locale.ROOT),
        how.size.name().toLowerCase(Locale.ROOT),
        cost.name(),
        cost.seconds(),
        cost.flops() / 1e9,
        cost.timeRatio(),
        cost.flopRatio(),
        cost.perFlop(),
        cost.asCounted());
    out.flush();
  }
}
