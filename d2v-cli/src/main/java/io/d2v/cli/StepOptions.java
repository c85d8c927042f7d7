package io.d2v.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How large a timed model is, and what it is computed with. */
final class StepOptions {
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

  @Option(
      names = "--size",
      defaultValue = "peer",
      paramLabel = "SIZE",
      description = "Size of the model: tiny, peer or base (${DEFAULT-VALUE}).")
  StepSize.Of size = StepSize.Of.PEER;

  @Option(
      names = "--dtype",
      defaultValue = "bf16",
      paramLabel = "TYPE",
      description = "Type of the factors of matrix products: bf16 or fp32 (${DEFAULT-VALUE}).")
  Precision dtype = Precision.BF16;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads within an operation; as many as there are processors if left out.")
  Optional<Integer> threads = Optional.empty();

  /** Settings of the recipe's backend. */
  List<String> settings() {
    List<String> settings = new ArrayList<>(List.of("backend.precision=" + dtype.setting));
    threads.ifPresent(count -> settings.add("backend.threads=" + count));
    return settings;
  }
}
