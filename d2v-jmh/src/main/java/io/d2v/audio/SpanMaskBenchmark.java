package io.d2v.audio;

import io.d2v.api.Grid;
import io.d2v.api.Mask;
import io.d2v.api.Masker;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Masks of 20 s of sound, 999 tokens, by the settings of {@code speech-base}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SpanMaskBenchmark {
  private static final Grid GRID = Grid.line(999);
  private static final int BATCH = 12;

  private final Masker spans = new SpanMasker(new SpanMasker.Choice(0.65, 10, 1, true));
  private final SplittableRandom random = new SplittableRandom(1);
  private final List<Mask> masks =
      IntStream.range(0, BATCH).mapToObj(i -> spans.mask(GRID, GRID.tokens(), random)).toList();

  /** Spans of ten tokens. */
  @Benchmark
  public Mask spans() {
    return spans.mask(GRID, GRID.tokens(), random);
  }

  /** As many masked tokens in each of twelve. */
  @Benchmark
  public List<Mask> together() {
    return spans.together(masks, random);
  }
}
