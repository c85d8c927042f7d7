package io.d2v.text;

import io.d2v.api.Grid;
import io.d2v.api.Mask;
import io.d2v.api.Masker;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The mask of 512 tokens of text, by the settings of {@code text-base}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RunMaskBenchmark {
  private static final Grid GRID = Grid.line(512);

  private final Masker runs = new RunMasker(new RunMasker.Choice(0.35, 4, false));
  private final SplittableRandom random = new SplittableRandom(1);

  /** Runs of four tokens. */
  @Benchmark
  public Mask runs() {
    return runs.mask(GRID, GRID.tokens(), random);
  }
}
