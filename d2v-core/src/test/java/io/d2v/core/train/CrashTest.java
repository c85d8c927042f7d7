package io.d2v.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.core.recipe.Recipe;
import io.d2v.core.run.Checkpoints;
import io.d2v.core.run.Durable;
import io.d2v.core.run.Keep;
import io.d2v.core.run.RunFolder;
import io.d2v.core.run.RunWriter;
import io.d2v.testkit.hostile.CrankyFileSystem;
import io.d2v.testkit.hostile.FileOperation;
import io.d2v.testkit.hostile.PowerLoss;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run is trained once, every change on its disk is taken down, and the power fails after each of
 * them: whatever the disk then holds, the run goes on from a checkpoint that is as it should be.
 */
class CrashTest {
  private static final int STEPS = 3;
  private static final int MIXTURES = 3;
  private static final String[] RECIPE = {
    "transformer.width=4",
    "transformer.layers=1",
    "training.steps=" + STEPS,
    "training.checkpoint_every=1",
    "training.keep_checkpoints=1"
  };

  @TempDir Path temp;

  /** How many changes had been made when a save was done. */
  private final List<Integer> saves = new ArrayList<>();

  @Test
  void whateverACrashLeavesGoesOn() throws Exception {
    TinyRun reference = new TinyRun(temp.resolve("reference"));
    List<String> all = new ArrayList<>(List.of(RECIPE));
    all.add("training.keep_every=1");
    reference.run(STEPS, TinyRun.recipe(all.toArray(String[]::new)));
    CrankyFileSystem disk = new CrankyFileSystem(Files.createDirectory(temp.resolve("disk")));
    Recipe recipe = TinyRun.recipe(RECIPE);
    new TinyRun(disk.root().resolve("run")).with(counting(disk)).run(STEPS, recipe);
    List<FileOperation> operations = disk.operations();
    assertThat(saves).hasSize(STEPS);
    assertThat(operations)
        .extracting(operation -> operation.getClass().getSimpleName())
        .contains("Create", "Write", "Sync", "Rename", "Delete");

    Path left = temp.resolve("left");
    int states = 0;
    for (int made = 0; made <= operations.size(); made++) {
      int now = made;
      long saved = saves.stream().filter(count -> count <= now).count();
      for (PowerLoss.Remains remains :
          new PowerLoss(operations.subList(0, made)).remains(MIXTURES, made)) {
        remains.writeTo(left);
        Path run = new CrankyFileSystem(left).root().resolve("run"); // does not wait for the disk
        assertGoesOn(RunFolder.create(run), recipe, saved, reference);
        Durable.delete(left);
        states++;
      }
    }
    System.out.printf("%d states after %d operations%n", states, operations.size());
  }

  private Progress counting(CrankyFileSystem disk) {
    return new Progress() {
      @Override
      public void saved(long step, Path folder) {
        saves.add(disk.operations().size());
      }
    };
  }

  private static void assertGoesOn(RunFolder run, Recipe recipe, long saved, TinyRun reference)
      throws IOException {
    Optional<Checkpoints.Found> from = new Continuation(run, recipe, EarlierRun.SAME_RECIPE).find();

    long step = from.map(found -> found.checkpoint().state().step()).orElse(0L);
    assertThat(step).isGreaterThanOrEqualTo(saved);
    RunWriter.open(run, step, Keep.newest(1)).close();
    assertThat(run.metrics()).hasBinaryContent(firstLines(reference.folder().metrics(), step));
    if (from.isPresent()) {
      Path as = reference.path().resolve("checkpoints/step-" + step);
      for (String file :
          List.of("student.safetensors", "teacher.safetensors", "optimizer.safetensors")) {
        assertThat(from.get().folder().resolve(file)).hasSameBinaryContentAs(as.resolve(file));
      }
      assertThat(run.checkpoints().newestFirst()).containsExactly(from.get().folder());
      assertThat(run.path().resolve("checkpoints")).isDirectoryNotContaining("glob:**/.*");
      assertThat(run.effort().samples()).isGreaterThanOrEqualTo(6 * step);
    }
  }

  private static byte[] firstLines(Path file, long count) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      StringBuilder text = new StringBuilder();
      lines.limit(count).forEach(line -> text.append(line).append('\n'));
      return text.toString().getBytes(StandardCharsets.UTF_8);
    }
  }
}
