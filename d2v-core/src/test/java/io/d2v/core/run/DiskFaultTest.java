package io.d2v.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.d2v.api.MetricSink;
import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.testkit.hostile.CrankyFileSystem;
import io.d2v.testkit.hostile.DiskFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The disk refuses one operation, or all from one on: nothing that was saved is lost. */
class DiskFaultTest {
  private static final int STEPS = 3;

  @TempDir Path temp;
  private long saved;

  @ParameterizedTest
  @EnumSource(DiskFault.class)
  void oneOperationMayFail(DiskFault fault) throws IOException {
    int operations = operationsOfAWholeRun();
    for (int failing = 0; failing < operations; failing++) {
      assertNothingIsLost(DiskFault.Plan.once(failing, fault), "operation " + failing);
    }
  }

  @ParameterizedTest
  @EnumSource(DiskFault.class)
  void allMayFailFromOneOn(DiskFault fault) throws IOException {
    int operations = operationsOfAWholeRun();
    for (int first = 0; first < operations; first++) {
      assertNothingIsLost(DiskFault.Plan.from(first, fault), "operations from " + first);
    }
  }

  @Test
  void aFullDiskIsNamedWithWhatIsLeft() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("full"));
    CrankyFileSystem disk =
        new CrankyFileSystem(
            folder,
            (number, operation) ->
                operation.path().endsWith("step-3/optimizer.safetensors")
                    ? Optional.of(DiskFault.FULL)
                    : Optional.empty());
    try {
      train(disk.root().resolve("run"));
      fail("the disk is full");
    } catch (UserError full) {
      assertThat(full.kind()).isEqualTo(UserError.Kind.CHECKPOINT);
      assertThat(full)
          .hasMessageContaining("the checkpoint of step 3 can't be written")
          .hasMessageContaining("No space left on device")
          .hasMessageContaining("MiB are free there")
          .hasMessageContaining("the newest of them " + folder.resolve("run/checkpoints/step-2"))
          .hasMessageContaining("the same command again");
    }
  }

  @Test
  void aCheckpointThatTheDiskCannotReadIsPassedOver() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("worn"));
    train(folder.resolve("run"), Keep.newest(2));
    CrankyFileSystem disk =
        new CrankyFileSystem(
            folder,
            (number, operation) ->
                operation.path().endsWith("step-3/student.safetensors")
                    ? Optional.of(DiskFault.BROKEN)
                    : Optional.empty());
    RunFolder run = new RunFolder(disk.root().resolve("run"));

    assertThat(run.checkpoints().newest().map(Checkpoints::step)).hasValue(2L);
    assertThat(Checkpoints.damage(run.path().resolve("checkpoints/step-3")).orElseThrow())
        .contains("step-3 can't be read", "step-3/student.safetensors", "Input/output error");
  }

  private int operationsOfAWholeRun() throws IOException {
    CrankyFileSystem disk = new CrankyFileSystem(Files.createDirectory(temp.resolve("good")));
    train(disk.root().resolve("run"));
    assertThat(saved).isEqualTo(STEPS);
    return disk.asked();
  }

  private void assertNothingIsLost(DiskFault.Plan plan, String which) throws IOException {
    Path folder = Files.createDirectory(temp.resolve("bad"));
    saved = 0;
    try {
      train(new CrankyFileSystem(folder, plan).root().resolve("run"));
      assertThat(saved).as(which).isEqualTo(STEPS);
    } catch (UserError | IOException refused) {
      assertThat(refused.toString())
          .as(which)
          .containsAnyOf("No space left on device", "Input/output error", "denied", "AccessDenied");
    }
    RunFolder run = new RunFolder(folder.resolve("run"));
    assertThat(run.checkpoints().newest().map(Checkpoints::step).orElse(0L))
        .as(which)
        .isGreaterThanOrEqualTo(saved);

    train(new CrankyFileSystem(folder).root().resolve("run")); // does not wait for the disk

    assertThat(MetricsLog.read(run.metrics()))
        .as(which)
        .extracting(MetricsLog.Entry::step)
        .containsExactly(1L, 2L, 3L);
    try (Stream<Path> left = Files.list(run.path().resolve("checkpoints"))) {
      assertThat(left)
          .as(which)
          .extracting(path -> path.getFileName().toString())
          .containsExactly("step-3");
    }
    Durable.delete(folder);
  }

  /** Begins a run or goes on with it, as the training loop does. */
  private void train(Path path) throws IOException {
    train(path, Keep.newest(1));
  }

  private void train(Path path, Keep keep) throws IOException {
    RunFolder run = RunFolder.create(path);
    try (RunLock lock = RunLock.take(run)) {
      lock.folder().checkpoints().tidy();
      Optional<Checkpoint> last = run.checkpoints().loadNewest().map(Checkpoints.Found::checkpoint);
      long done = last.map(checkpoint -> checkpoint.state().step()).orElse(0L);
      last.ifPresent(
          checkpoint ->
              assertThat(checkpoint.student().get("w").floats())
                  .isEqualTo(checkpoint(done).student().get("w").floats()));
      run.writeProvenance(
          new Provenance("CPU", "name: tiny", new Provenance.Source("x", 1, "y"), List.of()));
      run.writeRecipe("name: tiny\n");
      try (RunWriter writer = RunWriter.open(run, done, keep)) {
        for (long step = done + 1; step <= STEPS; step++) {
          writer.measured(step, Map.of("loss", 1.0 / step), MetricSink.Seen.NOTHING);
          writer.save(checkpoint(step), Effort.NONE);
          saved = step;
        }
      }
    }
  }

  private static Checkpoint checkpoint(long step) {
    float[] numbers = new float[1500]; // more than a page
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = step + 1f / (i + 1);
    }
    Map<String, Array> arrays = Map.of("w", Array.of(Shape.of(30, 50), numbers));
    return new Checkpoint(
        new RunState(step, 42, Map.of()), "name: tiny\n", arrays, arrays, Map.of());
  }
}
