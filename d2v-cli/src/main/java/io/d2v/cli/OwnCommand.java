package io.d2v.cli;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** The words that start this {@code d2v} once more, with the same Java and its options. */
final class OwnCommand {
  private OwnCommand() {}

  /**
   * All of them.
   *
   * @param options more for Java, which win over this process's
   * @param arguments of the command
   */
  static List<String> words(List<String> options, List<String> arguments) {
    List<String> words = new ArrayList<>();
    words.add(ProcessHandle.current().info().command().orElseThrow());
    words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    words.addAll(options);
    if (System.getProperty("jdk.module.main") == null) {
      words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    } else {
      words.addAll(List.of("-m", Main.class.getModule().getName() + "/" + Main.class.getName()));
    }
    words.addAll(arguments);
    return words;
  }
}
