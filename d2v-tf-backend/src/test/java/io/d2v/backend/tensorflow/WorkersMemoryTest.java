package io.d2v.backend.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.testkit.WorkerGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class WorkersMemoryTest {
  private static final int ENTRIES = 100_000;
  private static final int RUNS = 500;
  private static final long MOST_MIB = 40; // of 2 x 500 sums of 0.4 MB: a leak of a tenth shows

  @Test
  void sumsLeaveNothingBehind() {
    Tensor x = Tensor.input("x", TensorType.float32(ENTRIES));
    Program sum = Program.of("sum", List.of(x.allReduce("sum", true).sum(0)));
    Map<String, Array> feeds = Map.of("x", Array.of(Shape.of(ENTRIES), new float[ENTRIES]));
    try (WorkerGroup group = WorkerGroup.open(2, LostWorkerTest::open)) {
      List<Long> grown =
          group.each(
              backend -> {
                try (Executable executable = backend.compile(sum)) {
                  run(executable, feeds);
                  long before = residentMib();
                  run(executable, feeds);
                  return residentMib() - before;
                }
              });
      assertThat(grown).allSatisfy(mib -> assertThat(mib).isLessThan(MOST_MIB));
    }
  }

  private static void run(Executable executable, Map<String, Array> feeds) {
    for (int i = 0; i < RUNS; i++) {
      executable.run(feeds);
    }
  }

  private static long residentMib() {
    try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
      String resident = status.filter(line -> line.startsWith("VmRSS:")).findFirst().orElseThrow();
      return Long.parseLong(resident.replaceAll("[^0-9]", "")) / 1024;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
