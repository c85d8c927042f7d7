package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trains for {@code soak.steps} updates with a hundred saves, as the launcher would, and watches
 * the process in the second half: it gets no larger by {@code soak.growth} MiB for 1,000 updates,
 * and opens no more files.
 */
@Tag("soak")
@EnabledOnOs(OS.LINUX)
final class SoakTest {
  private static final int STEPS = Integer.getInteger("soak.steps", 2_000);
  private static final double MOST_GROWTH =
      Double.parseDouble(System.getProperty("soak.growth", "8"));

  /**
   * Three times what is alive in it, and touched from the begin. Otherwise Java takes memory until
   * it collects, as it may, and what is kept for ever would not stand out; so it leads to an end.
   */
  private static final String[] HEAP = {"-Xms36m", "-Xmx36m", "-Xmn12m", "-XX:+AlwaysPreTouch"};

  private static final int PARTS = 4;
  private static final int FEWEST_SAMPLES = 10 * PARTS;

  @TempDir Path temp;

  @Test
  void memoryAndOpenFilesStayAsTheyAre() throws Exception {
    Path run = temp.resolve("run");
    D2vProcess process =
        D2vProcess.start(temp.resolve("out"), D2vProcess.words(Java.launchers(HEAP), words(run)));

    List<ProcessSize> watched = watch(process, run);

    assertThat(process.code()).as(process.said()).isZero();
    // After the last save files and memory are let go of.
    List<ProcessSize> warm =
        watched.stream().filter(size -> size.step() >= STEPS / 2 && size.step() < STEPS).toList();
    assertThat(warm).hasSizeGreaterThan(FEWEST_SAMPLES);
    double growth = ProcessSize.growth(warm);
    List<Integer> files = fewestFiles(warm);
    System.out.printf(
        "%,d steps: %,d MiB at the end, %+.2f MiB for 1,000 steps over the second half; open files"
            + " %s%n",
        STEPS, warm.get(warm.size() - 1).kibibytes() >> 10, growth, files);
    assertThat(growth).as("MiB for 1,000 steps").isLessThan(MOST_GROWTH);
    assertThat(files).as("open files in each part of the second half").containsOnly(files.get(0));
  }

  /** A batch has 256 KiB, so that one kept in each update shows in a short run too. */
  private Object[] words(Path run) throws IOException {
    return TinyPretraining.of(temp, STEPS)
        .words(
            run,
            "--set",
            "encoder.image_size=32",
            "--set",
            "encoder.patch=16",
            "--set",
            "optimizer.learning_rate=1e-5", // or it collapses, with 20 images
            "--set",
            "training.batch=64",
            "--set",
            "training.accumulate=1",
            "--set",
            "training.checkpoint_every=" + STEPS / 100,
            "--set",
            "backend.fuse=true");
  }

  private static List<ProcessSize> watch(D2vProcess process, Path run) throws Exception {
    List<ProcessSize> watched = new ArrayList<>();
    while (!process.process().waitFor(10, TimeUnit.MILLISECONDS)) {
      Optional<ProcessSize> size = ProcessSize.of(process.process().pid(), run);
      size.ifPresent(watched::add);
    }
    return watched;
  }

  /** In each part, when no file happens to be open for a moment. */
  private static List<Integer> fewestFiles(List<ProcessSize> sizes) {
    List<Integer> fewest = new ArrayList<>();
    for (int part = 0; part < PARTS; part++) {
      List<ProcessSize> its =
          sizes.subList(sizes.size() * part / PARTS, sizes.size() * (part + 1) / PARTS);
      fewest.add(its.stream().mapToInt(ProcessSize::files).min().orElseThrow());
    }
    return fewest;
  }
}
