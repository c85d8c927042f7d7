package io.d2v.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code d2v} command in a process of its own. */
record D2v(Process process, Path said) implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 300;

  static D2v start(Path folder, Object... arguments) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.d2v.cli.Main"));
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    Path said = Files.createTempFile(folder, "said", ".txt");
    return new D2v(
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile()).start(),
        said);
  }

  /** Runs it to its end, which has to be a good one. */
  static void run(Path folder, Object... arguments) throws IOException, InterruptedException {
    try (D2v d2v = start(folder, arguments)) {
      assertThat(d2v.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(d2v.process().exitValue()).as(Files.readString(d2v.said())).isZero();
    }
  }

  /** Waits until it has said something like this, and returns that. */
  String says(Pattern pattern) throws IOException, InterruptedException {
    long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    Matcher matcher = pattern.matcher(Files.readString(said));
    while (!matcher.find()) {
      assertThat(process.isAlive() && System.nanoTime() < latest)
          .as(Files.readString(said))
          .isTrue();
      TimeUnit.MILLISECONDS.sleep(50);
      matcher = pattern.matcher(Files.readString(said));
    }
    return matcher.group();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
