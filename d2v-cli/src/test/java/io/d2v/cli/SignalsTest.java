package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Signals to the real process, in each of its phases in turn: it makes at most one step and one
 * save more, ends with the signal's exit code, and the same command ends with the bits of a run
 * that nobody disturbed. {@code crash.signals} says how many.
 */
@Tag("crash")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
final class SignalsTest {
  private static final int SIGNALS = Integer.getInteger("crash.signals", 5);
  private static final int STEPS = 30;
  private static final int EVER = 600_000;
  private static final Duration AT_ONCE = Duration.ofSeconds(20);
  private static final String HEARD = "stops after this step, and saves";
  private static final String TASK =
      """
      name: slow-task
      modality: slow-images
      task: {kind: classes}
      optimizer: {learning_rate: 1e-3}
      finetune: {evaluate_every: 3}
      training: {batch: 4, steps: 7, checkpoint_every: 2}
      """;

  /** What the process is at when the signal comes. */
  private enum Phase {
    COMPILING,
    WAITING,
    STEPPING,
    SAVING,
    JUDGING
  }

  @TempDir static Path temp;
  private static Path data = Path.of("");
  private static Path dev = Path.of("");
  private static Path recipe = Path.of("");
  private static Path task = Path.of("");
  private static int processes;
  private final SplittableRandom random = new SplittableRandom(7);

  @BeforeAll
  static void writeData() throws IOException {
    data = SlowImages.write(temp.resolve("data"), 20);
    dev = SlowImages.write(temp.resolve("dev"), 20);
    recipe = Files.writeString(temp.resolve("slow.yaml"), SlowImages.recipe(STEPS));
    task = Files.writeString(temp.resolve("task.yaml"), TASK);
  }

  @Test
  void inEveryPhaseASignalLosesNothing() throws Exception {
    Path trained = undisturbed("trained", pretrain(temp.resolve("trained")));
    Path tuned = undisturbed("tuned", finetune(temp.resolve("tuned")));
    int resumed = 0;
    for (int i = 0; i < SIGNALS; i++) {
      Phase phase = Phase.values()[i % Phase.values().length];
      String signal = (i / Phase.values().length + i) % 2 == 0 ? "TERM" : "INT";
      Path run = temp.resolve("run-" + i);
      Object[] words = phase == Phase.JUDGING ? finetune(run) : pretrain(run);
      interrupt(words, run, phase, signal);
      D2vProcess again = start(words);
      assertThat(again.code()).as("%s in %s: %s", signal, phase, again.said()).isZero();
      assertSame(run, phase == Phase.JUDGING ? tuned : trained);
      resumed++;
    }
    System.out.println(resumed + " of " + SIGNALS + " signals resumable");
    assertThat(resumed).isEqualTo(SIGNALS);
  }

  @ParameterizedTest
  @EnumSource(names = {"WAITING", "SAVING"})
  void aSecondSignalEndsItAtOnceAndHarmsNothing(Phase phase) throws Exception {
    Path trained = undisturbed("once-" + phase, pretrain(temp.resolve("once-" + phase)));
    boolean atOnce = false;
    for (int i = 0; i < 5 && !atOnce; i++) { // it may have ended before it hears the second
      Path run = temp.resolve("twice-" + phase + i);
      SlowImages.slow(data, phase == Phase.WAITING ? EVER : 20);
      D2vProcess process = start(pretrain(run));
      await(process, run, phase);
      for (String name : List.of("STOP", "TERM", "INT", "CONT")) { // so that both come at once
        signal(process, name);
      }
      assertThat(process.code()).as(process.said()).isIn(128 + 2, 128 + 15);
      assertThat(process.said().split(HEARD, -1)).hasSizeLessThanOrEqualTo(2);
      atOnce = !process.said().contains("waited for data:"); // what it says at its end
      SlowImages.fast(data);

      D2vProcess again = start(pretrain(run));
      assertThat(again.code()).as(again.said()).isZero();
      assertSame(run, trained);
    }
    assertThat(atOnce).isTrue();
  }

  private void interrupt(Object[] words, Path run, Phase phase, String signal) throws Exception {
    SlowImages.fast(data);
    SlowImages.fast(dev);
    if (phase == Phase.WAITING) {
      SlowImages.slow(data, EVER);
    } else if (phase == Phase.JUDGING) {
      SlowImages.slow(dev, EVER);
    } else {
      SlowImages.slow(data, 20); // else it is over before the signal comes
    }
    D2vProcess process = start(words);
    await(process, run, phase);
    long begin = System.nanoTime();
    signal(process, signal);
    int code = process.code();
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    SlowImages.fast(data);
    SlowImages.fast(dev);

    String said = process.said();
    assertThat(code)
        .as("%s in %s: %s", signal, phase, said)
        .isEqualTo(signal.equals("INT") ? 130 : 143);
    assertThat(took).as("%s: %s", phase, said).isLessThan(AT_ONCE);
    List<String> after = said.substring(said.indexOf(HEARD)).lines().toList();
    assertThat(after).filteredOn(line -> line.startsWith("step ")).hasSizeLessThanOrEqualTo(1);
    assertThat(after).filteredOn(line -> line.startsWith("saved ")).hasSizeLessThanOrEqualTo(1);
  }

  private void await(D2vProcess process, Path run, Phase phase) throws Exception {
    boolean there =
        switch (phase) {
          case COMPILING -> process.says("training for");
          case WAITING ->
              process.says("training for") && until(process, () -> SlowImages.isRead(data));
          case STEPPING -> process.says("step " + (1 + random.nextInt(5)) + "/");
          case SAVING -> process.says("step ") && until(process, () -> isInsideASave(run));
          case JUDGING -> until(process, () -> SlowImages.isRead(dev));
        };
    assertThat(there).as("%s: %s", phase, process.said()).isTrue();
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static boolean until(D2vProcess process, Condition condition) throws Exception {
    while (process.process().isAlive()) {
      if (condition.holds()) {
        return true;
      }
      TimeUnit.MICROSECONDS.sleep(200);
    }
    return false;
  }

  private static boolean isInsideASave(Path run) {
    try (Stream<Path> listed = Files.list(run.resolve("checkpoints"))) {
      return listed.anyMatch(path -> path.getFileName().toString().startsWith("."));
    } catch (IOException changing) {
      return false;
    }
  }

  private static void signal(D2vProcess process, String name) throws Exception {
    String pid = Long.toString(process.process().pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  private static Path undisturbed(String name, Object... words) throws Exception {
    D2vProcess process = start(words);
    assertThat(process.code()).as(process.said()).isZero();
    return temp.resolve(name);
  }

  /** Everything but when and how long. */
  private static void assertSame(Path run, Path other) throws IOException {
    for (String name : List.of("checkpoints", "best", "metrics.jsonl")) {
      if (Files.exists(other.resolve(name))) {
        try (Stream<Path> files = Files.walk(other.resolve(name))) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            assertThat(run.resolve(other.relativize(file))).hasSameBinaryContentAs(file);
          }
        }
      }
    }
  }

  private static Object[] pretrain(Path run) {
    return new Object[] {"pretrain", recipe, "--data", data, "--run", run};
  }

  private static Object[] finetune(Path run) {
    return new Object[] {
      "finetune",
      "classification",
      recipe,
      "--recipe",
      task,
      "--data",
      data,
      "--dev",
      dev,
      "--out",
      run
    };
  }

  private static D2vProcess start(Object... words) throws IOException {
    return SlowImages.start(temp.resolve("out-" + processes++), words);
  }
}
