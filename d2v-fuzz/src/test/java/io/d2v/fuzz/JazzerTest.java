package io.d2v.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Jazzer looks for inputs at which a reader breaks its promise, each reader in a Java of its own
 * with little memory.
 */
@Tag("fuzz")
class JazzerTest {
  private static final String SECONDS = System.getProperty("fuzz.seconds", "60");
  private static final String RUNS = System.getProperty("fuzz.runs", "-1");

  /** Of one input, by the wall's clock; a process that is suspended for longer seems to hang. */
  private static final String TIMEOUT = System.getProperty("fuzz.timeout", "10");

  private static final String CHOSEN = System.getProperty("fuzz.readers", "");
  private static final String INSTRUMENTED =
      "io.d2v.**:tools.jackson.**:org.snakeyaml.**:org.apache.commons.compress.**";

  /** Linux's files in memory: most of the time would go into writing inputs to a disk. */
  private static final Path MEMORY = Path.of("/dev/shm");

  private static final Pattern EXECUTED = Pattern.compile("number_of_executed_units: *([0-9]+)");

  static List<String> readers() {
    return CHOSEN.isEmpty()
        ? List.copyOf(Targets.all().keySet())
        : Arrays.asList(CHOSEN.split(","));
  }

  @ParameterizedTest
  @MethodSource("readers")
  void noInputIsFound(String name) throws IOException, InterruptedException {
    Path folder = Inputs.anew(name);
    Path corpus = Files.createDirectory(folder.resolve("corpus"));
    List<byte[]> inputs = new ArrayList<>(Targets.named(name).seeds());
    inputs.addAll(Inputs.regressions(name));
    for (byte[] input : inputs) {
      Inputs.keep(corpus, input);
    }
    Path log = folder.resolve("log");
    long begin = System.nanoTime();

    int code =
        new ProcessBuilder(command(name, folder, corpus))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();

    double seconds = (System.nanoTime() - begin) / 1e9;
    String said = Files.readString(log);
    assertThat(code)
        .as(
            "Jazzer's exit code; what it found is in %s: copy the crash-... file to"
                + " src/test/resources/io/d2v/fuzz/regressions/%s",
            folder, name)
        .isZero();
    Matcher executed = EXECUTED.matcher(said);
    assertThat(executed.find()).as("how many inputs %s was given: %s", name, log).isTrue();
    long count = Long.parseLong(executed.group(1));
    System.out.printf(
        "%s: %,d inputs in %.0f s, %,.0f a second%n", name, count, seconds, count / seconds);
  }

  private static List<String> command(String name, Path folder, Path corpus) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        "-XX:+UseSerialGC",
        "-Djava.io.tmpdir=" + (Files.isWritable(MEMORY) ? MEMORY : folder),
        "-cp",
        System.getProperty("java.class.path"),
        "com.code_intelligence.jazzer.Jazzer",
        "--target_class=" + Jazzed.class.getName(),
        "--target_args=" + name,
        "--instrumentation_includes=" + INSTRUMENTED,
        "--reproducer_path=" + folder,
        "-artifact_prefix=" + folder + "/",
        "-print_final_stats=1",
        "-timeout=" + TIMEOUT,
        "-max_total_time=" + (RUNS.equals("-1") ? SECONDS : "0"),
        "-runs=" + RUNS,
        corpus.toString());
  }
}
