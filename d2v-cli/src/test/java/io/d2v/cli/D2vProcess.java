package io.d2v.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The {@code d2v} command in a process of its own, which can be killed. */
record D2vProcess(Process process, Path out) {
  private static final long PATIENCE_SECONDS = 600;

  /** The words that start it. */
  static List<String> words(Object... arguments) {
    return words(Java.quick(), arguments);
  }

  /** The words that start it without this test's own classes, and so without their plugins. */
  static List<String> installed(Object... arguments) {
    List<String> words = words(arguments);
    int path = words.indexOf("-cp") + 1;
    words.set(
        path,
        Arrays.stream(words.get(path).split(File.pathSeparator))
            .filter(part -> !part.endsWith("test-classes"))
            .collect(Collectors.joining(File.pathSeparator)));
    return words;
  }

  /** The words that start it on this Java. */
  static List<String> words(Java java, Object... arguments) {
    List<String> words = new ArrayList<>(List.of(java.command()));
    words.addAll(java.options());
    words.addAll(List.of("-cp", classPath(), Main.class.getName()));
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    return words;
  }

  /** What this test runs with, on the module path or not. */
  private static String classPath() {
    return Stream.of(
            System.getProperty("jdk.module.path", ""), System.getProperty("java.class.path", ""))
        .filter(path -> !path.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * Starts it, heeding signals whatever started this process.
   *
   * @param out takes what it says
   */
  static D2vProcess start(Path out, List<String> words) throws IOException {
    List<String> heeding = new ArrayList<>(List.of("env", "--default-signal"));
    heeding.addAll(words);
    Process process =
        new ProcessBuilder(heeding)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(out.toFile()))
            .start();
    return new D2vProcess(process, out);
  }

  /** What it has said so far. */
  String said() throws IOException {
    return Files.readString(out);
  }

  /** Waits until it has said this; false if it ended before. */
  boolean says(String text) throws IOException, InterruptedException {
    long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!said().contains(text)) {
      if (process.waitFor(10, TimeUnit.MILLISECONDS)) {
        return said().contains(text);
      }
      if (System.nanoTime() > latest) {
        kill();
        throw new IllegalStateException("it did not say '" + text + "' but: " + said());
      }
    }
    return true;
  }

  /** Its exit code, once it has ended by itself. */
  int code() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      kill();
      throw new IllegalStateException("it did not end; what it said is in " + out);
    }
    return process.exitValue();
  }

  /** Ends it with SIGKILL, and waits until it is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
