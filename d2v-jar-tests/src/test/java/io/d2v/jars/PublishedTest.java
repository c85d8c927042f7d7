package io.d2v.jars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is published beside the jars. */
class PublishedTest {
  @TempDir Path work;

  @Test
  void theBomHasEveryModuleThatIsPublishedInItsVersion() throws IOException {
    String pom = Files.readString(Path.of("..", "d2v-bom", "pom.xml"));
    Matcher version = Pattern.compile("<version>(\\d[^<]*)<").matcher(pom);
    assertThat(version.find()).isTrue();
    List<String> managed =
        Pattern.compile("<artifactId>(d2v-[a-z-]+)</artifactId>\\s*<version>\\$")
            .matcher(pom)
            .results()
            .map(found -> found.group(1) + "-" + version.group(1) + ".jar")
            .sorted()
            .toList();
    assertThat(managed)
        .isEqualTo(Jars.ours().stream().map(jar -> jar.getFileName().toString()).toList());
  }

  @Test
  void theLauncherRunsWhatLiesBesideIt() throws IOException, InterruptedException {
    Path launcher = Jars.distribution().resolveSibling("bin").resolve("d2v");
    Path link = Files.createSymbolicLink(work.resolve("d2v"), launcher.toAbsolutePath());
    for (Path command : List.of(launcher, link)) {
      ProcessBuilder d2v = new ProcessBuilder(command.toString(), "--version");
      d2v.environment().put("JAVA_HOME", System.getProperty("java.home"));
      Installed said = Installed.run(60, d2v);
      assertThat(said.code()).as(said.said()).isZero();
      assertThat(said.said()).startsWith("d2v ");
    }
    Files.delete(link);
  }
}
