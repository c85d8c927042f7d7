package io.d2v.jars;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** The jars that this build has made. */
final class Jars {
  private static final int OURS = 10;

  private Jars() {}

  /** One jar a module of ours. */
  static List<Path> ours() {
    List<Path> jars =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(jar -> jar.getFileName().toString().matches("d2v-.*\\.jar"))
            .sorted()
            .toList();
    if (jars.size() != OURS) {
      throw new IllegalStateException("not every module is a jar: build with mvn verify; " + jars);
    }
    return jars;
  }

  static Path of(String module) {
    return ours().stream()
        .filter(jar -> jar.getFileName().toString().startsWith(module + "-0"))
        .findFirst()
        .orElseThrow();
  }

  /** The folder that {@code ./d2v} runs. */
  static Path distribution() {
    return of("d2v-cli").getParent();
  }

  static List<Path> distributed() throws IOException {
    try (Stream<Path> files = Files.list(distribution())) {
      return files.sorted().toList();
    }
  }

  /** What the tool {@code jar} or {@code javac} prints. */
  static String tool(String name, String... arguments) {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    int code = ToolProvider.findFirst(name).orElseThrow().run(out, out, arguments);
    if (code != 0) {
      throw new IllegalStateException(name + " failed: " + said);
    }
    return said.toString();
  }
}
