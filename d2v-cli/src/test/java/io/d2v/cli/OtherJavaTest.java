package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A run is killed in the middle, goes on with another Java and is exported with that: the same bits
 * as of a run that nobody disturbed. {@code crash.otherJava} is the other's home.
 */
@Tag("crash")
final class OtherJavaTest {
  private static final String OTHER = System.getProperty("crash.otherJava", "");
  private static final int STEPS = 300;
  private static final int MIDDLE = 100;
  private static final int KILLED = 128 + 9;

  @TempDir Path temp;
  private int processes;

  @ParameterizedTest
  @EnumSource(TinyModality.class)
  void aKilledRunEndsWithTheSameBits(TinyModality modality) throws Exception {
    assumeTrue(!OTHER.isEmpty(), "no other Java: say where with -Dcrash.otherJava=HOME");
    Java other = Java.quick(Path.of(OTHER, "bin", "java").toString());
    Path data = modality.write(temp.resolve("data"));
    Path undisturbed = temp.resolve("undisturbed");
    Path run = temp.resolve("run");

    ends(Java.quick(), modality.words(data, undisturbed, STEPS));
    D2vProcess killed = start(Java.quick(), modality.words(data, run, STEPS));
    assertThat(killed.says("step-" + MIDDLE)).as(killed.said()).isTrue();
    killed.kill();
    assertThat(killed.process().exitValue()).as(killed.said()).isEqualTo(KILLED);
    String said = ends(other, modality.words(data, run, STEPS));

    assertThat(said).contains("going on after step ");
    RunComparison.assertSame(run, undisturbed, STEPS);
    int files = 0;
    for (ExportCommand.Form form : ExportCommand.Form.values()) {
      Path exported = temp.resolve("undisturbed-" + form);
      Path its = temp.resolve("run-" + form);
      ends(Java.quick(), "export", undisturbed, exported, "--to", form);
      ends(other, "export", run, its, "--to", form);
      Map<String, String> hashes = RunComparison.hashes(exported);
      assertThat(RunComparison.hashes(its))
          .as("exported as " + form)
          .isNotEmpty()
          .isEqualTo(hashes);
      files += hashes.size();
    }
    System.out.printf(
        "%s: killed after step %d, on with %s: the checkpoint and %d exported files have the same"
            + " SHA-256%n",
        modality, MIDDLE, OTHER, files);
  }

  private String ends(Java java, Object... arguments) throws Exception {
    D2vProcess process = start(java, arguments);
    assertThat(process.code()).as(process.said()).isZero();
    return process.said();
  }

  private D2vProcess start(Java java, Object... arguments) throws IOException {
    return D2vProcess.start(temp.resolve("out-" + processes++), D2vProcess.words(java, arguments));
  }
}
