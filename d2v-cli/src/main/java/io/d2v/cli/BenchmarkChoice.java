package io.d2v.cli;

import java.util.List;

/** Which benchmarks to run. */
enum BenchmarkChoice {
  IMAGENET,
  LIBRISPEECH,
  GLUE,
  ALL;

  List<BenchmarkName> names() {
    return this == ALL ? List.of(BenchmarkName.values()) : List.of(BenchmarkName.valueOf(name()));
  }
}
