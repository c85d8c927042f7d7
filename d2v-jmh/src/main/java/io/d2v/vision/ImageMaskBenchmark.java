package io.d2v.vision;

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

/** The mask of an image of 14 x 14 patches, by the settings of {@code vision-base} and MAE. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ImageMaskBenchmark {
  private static final Grid GRID = Grid.plane(14, 14);

  private final Masker blocks = new BlockMasker(new BlockMasker.Choice(120, 16, 0.3));
  private final Masker tokens = new RandomMasker(new RandomMasker.Choice(0.75));
  private final SplittableRandom random = new SplittableRandom(1);

  /** BEiT's blocks. */
  @Benchmark
  public Mask blocks() {
    return blocks.mask(GRID, GRID.tokens(), random);
  }

  /** Tokens drawn one by one. */
  @Benchmark
  public Mask random() {
    return tokens.mask(GRID, GRID.tokens(), random);
  }
}
