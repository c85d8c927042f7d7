package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose disk is full stops and says so; with space, the same command goes on. */
final class FullDiskTest {
  private static final int STEPS = 12;
  private static final String KEEP_ALL = "training.keep_every=1";

  @TempDir static Path temp;
  private static TinyPretraining tiny = new TinyPretraining(Path.of(""), 0);
  private static Path undisturbed = Path.of("");

  @BeforeAll
  static void trainWithSpace() throws Exception {
    tiny = TinyPretraining.of(temp, STEPS);
    undisturbed = temp.resolve("undisturbed");
    assertThat(Command.d2v(tiny.words(undisturbed, "--set", KEEP_ALL)).code()).isZero();
  }

  /** 300 KiB hold about seven checkpoints. */
  @Test
  void aFullFileSystem() throws Exception {
    Path small = Files.createDirectory(temp.resolve("small"));
    Path copy = temp.resolve("copy");
    List<String> words =
        shell(
            "mount -t tmpfs -o size=300k tmpfs "
                + small
                + " || exit 77; \"$@\"; code=$?; cp -r "
                + small.resolve("run")
                + " "
                + copy
                + "; exit $code",
            small.resolve("run"));
    words.addAll(0, List.of("unshare", "--user", "--map-root-user", "--mount"));
    assumeTrue(canMount(), "no file system may be mounted here");

    D2vProcess full = D2vProcess.start(temp.resolve("full-out"), words);

    assertStopped(full, "No space left on device");
    assertGoesOn(copy);
  }

  /** The limit lies between the sizes of the student's file and the optimiser's. */
  @Test
  void aFileThatMayNotGrow() throws Exception {
    Path run = temp.resolve("limited");
    Path begun = undisturbed.resolve("checkpoints/step-1");
    long limit = Files.size(begun.resolve("student.safetensors")) / 1024 + 1;
    assertThat(Files.size(begun.resolve("optimizer.safetensors"))).isGreaterThan(limit * 1024);

    D2vProcess limited =
        D2vProcess.start(
            temp.resolve("limited-out"), shell("ulimit -f " + limit + "; exec \"$@\"", run));

    assertStopped(limited, "File too large");
    assertGoesOn(run);
  }

  private static void assertStopped(D2vProcess process, String why) throws Exception {
    assertThat(process.code()).as(process.said()).isEqualTo(5);
    assertThat(process.said())
        .contains("can't be written: ", why, "the same command again")
        .doesNotContain("an error in d2v itself");
  }

  private static void assertGoesOn(Path run) throws Exception {
    Command goesOn = Command.d2v(tiny.words(run, "--set", KEEP_ALL));

    assertThat(goesOn.code()).as(goesOn.err()).isZero();
    RunComparison.assertSame(run, undisturbed, STEPS);
  }

  private static List<String> shell(String script, Path run) {
    List<String> words = new ArrayList<>(List.of("bash", "-c", script, "bash"));
    words.addAll(D2vProcess.words(tiny.words(run, "--set", KEEP_ALL)));
    return words;
  }

  private static boolean canMount() throws Exception {
    Process tried =
        new ProcessBuilder(
                "unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "mount",
                "-t",
                "tmpfs",
                "tmpfs",
                temp.resolve("small").toString())
            .start();
    return tried.waitFor() == 0;
  }
}
