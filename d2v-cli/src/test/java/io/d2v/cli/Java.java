package io.d2v.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Java to run the command with. */
record Java(String command, List<String> options) {
  private static final Path LAUNCHER = Path.of("src", "launcher", "d2v");
  private static final Pattern LAUNCHERS_OPTIONS =
      Pattern.compile("options\\+=\\((-XX:\\+UseSerialGC -Xms[^)]*)\\)");

  /** The one of this test, for processes that are over soon. */
  static Java quick() {
    return quick(ProcessHandle.current().info().command().orElseThrow());
  }

  /** Another one, for processes that are over soon. */
  static Java quick(String command) {
    return new Java(command, List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
  }

  /** The one of this test with what the launcher trains with, and more options. */
  static Java launchers(String... more) throws IOException {
    Matcher options = LAUNCHERS_OPTIONS.matcher(Files.readString(LAUNCHER));
    if (!options.find()) {
      throw new IllegalStateException(LAUNCHER + " has no options for long commands");
    }
    List<String> all = new ArrayList<>(Arrays.asList(options.group(1).split(" ")));
    all.addAll(Arrays.asList(more));
    return new Java(quick().command, all);
  }
}
