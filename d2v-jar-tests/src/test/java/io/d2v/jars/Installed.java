package io.d2v.jars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a process of Java did.
 *
 * @param code its exit code
 * @param said what it wrote, to both streams
 */
record Installed(int code, String said) {
  private static final int SECONDS = 120;

  /** Runs d2v as {@code ./d2v} does: the folder of jars on the module path. */
  static Installed d2v(String... arguments) throws IOException, InterruptedException {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--add-modules",
                "ALL-MODULE-PATH,ALL-DEFAULT",
                "-p",
                Jars.distribution().toString(),
                "-m",
                "io.d2v.cli/io.d2v.cli.Main"));
    options.addAll(List.of(arguments));
    return java(options);
  }

  /** Runs Java. */
  static Installed java(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    return run(SECONDS, new ProcessBuilder(command));
  }

  static Installed run(int seconds, ProcessBuilder builder)
      throws IOException, InterruptedException {
    Path said = Files.createTempFile("said", ".txt");
    Process child = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    boolean ended = child.waitFor(seconds, TimeUnit.SECONDS);
    child.destroyForcibly();
    String text = Files.readString(said, StandardCharsets.UTF_8);
    Files.delete(said);
    assertThat(ended).as(text).isTrue();
    return new Installed(child.exitValue(), text);
  }
}
