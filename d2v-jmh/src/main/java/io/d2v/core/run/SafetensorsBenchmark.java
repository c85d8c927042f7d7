package io.d2v.core.run;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A checkpoint's file of 64 MiB: 256 arrays, as of a small model's blocks. It stays in the system's
 * cache: what is timed is ours, not the disk.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SafetensorsBenchmark {
  private static final int ARRAYS = 256;
  private static final Shape SHAPE = Shape.of(256, 256);

  private final Map<String, Array> arrays = arrays();
  private Path folder;
  private Path toRead;
  private Path toWrite;

  /** Writes the file that is read. */
  @Setup
  public void make() throws IOException {
    folder = Files.createTempDirectory("d2v-jmh");
    toRead = folder.resolve("read.safetensors");
    toWrite = folder.resolve("written.safetensors");
    Safetensors.write(toRead, arrays, Map.of());
  }

  /** Reads all. */
  @Benchmark
  public Map<String, Array> read() throws IOException {
    return Safetensors.read(toRead);
  }

  /** Writes all. */
  @Benchmark
  public void write() throws IOException {
    Safetensors.write(toWrite, arrays, Map.of("format", "d2v"));
  }

  /** Deletes the files. */
  @TearDown
  public void delete() throws IOException {
    Durable.delete(folder);
  }

  private static Map<String, Array> arrays() {
    SplittableRandom random = new SplittableRandom(1);
    Map<String, Array> arrays = new LinkedHashMap<>();
    for (int i = 0; i < ARRAYS; i++) {
      float[] entries = new float[SHAPE.elements()];
      for (int j = 0; j < entries.length; j++) {
        entries[j] = (float) random.nextDouble();
      }
      arrays.put("blocks." + i + ".weight", Array.of(SHAPE, entries));
    }
    return arrays;
  }
}
