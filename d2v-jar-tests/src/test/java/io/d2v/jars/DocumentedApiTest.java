package io.d2v.jars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing public in d2v-api is without a comment, and no comment is broken. */
class DocumentedApiTest {
  private static final String REPEATS = ": warning: no @(param|return|throws)\\b.*";

  @TempDir Path pages;

  @Test
  void everyPublicMemberHasAComment() {
    String said =
        Jars.tool(
            "javadoc",
            "-quiet",
            "-Xdoclint:all",
            "-Xmaxwarns",
            "100000",
            "-d",
            pages.toString(),
            "--module-path",
            jspecify(),
            "--module-source-path",
            "io.d2v.api=" + Path.of("..", "d2v-api", "src", "main", "java"),
            "--module",
            "io.d2v.api");
    assertThat(said).containsPattern(REPEATS);
    assertThat(said.lines().filter(line -> line.matches(".*: (warning|error): .*")))
        .allMatch(line -> line.matches(".*" + REPEATS));
  }

  private static String jspecify() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(jar -> jar.contains("jspecify"))
        .findFirst()
        .orElseThrow();
  }
}
