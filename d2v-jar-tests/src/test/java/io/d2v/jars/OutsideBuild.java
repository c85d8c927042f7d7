package io.d2v.jars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Builds of somebody else's, by Maven, with some of d2v's modules of this build. They are as
 * installed in a repository of the test's own, so that the user's is left alone; what lies there is
 * taken from it all the same, and the rest downloaded.
 */
final class OutsideBuild {
  private static final int SECONDS = 300;
  private static final String SETTINGS =
      """
      <settings>
        <profiles>
          <profile>
            <id>downloaded-before</id>
            <repositories>
              <repository><id>before</id><url>%1$s</url></repository>
            </repositories>
            <pluginRepositories>
              <pluginRepository><id>before</id><url>%1$s</url></pluginRepository>
            </pluginRepositories>
          </profile>
        </profiles>
        <activeProfiles><activeProfile>downloaded-before</activeProfile></activeProfiles>
      </settings>
      """;

  private final Path repository;
  private final Path settings;

  /**
   * With modules of ours; and the BOM, whether it is asked for or not.
   *
   * @param work where the repository comes
   */
  OutsideBuild(Path work, List<String> modules) throws IOException {
    repository = work.resolve("repository");
    settings = work.resolve("settings.xml");
    Path before = Path.of(Objects.requireNonNull(System.getProperty("d2v.maven.repository")));
    Files.writeString(settings, SETTINGS.formatted(before.toUri()));
    Files.copy(Path.of("..", "pom.xml"), artifact("d2v", "pom"));
    Files.copy(Path.of("..", "d2v-bom", "pom.xml"), artifact("d2v-bom", "pom"));
    for (String module : modules) {
      Files.copy(Path.of("..", module, "pom.xml"), artifact(module, "pom"));
      Files.copy(Jars.of(module), artifact(module, "jar"));
    }
  }

  private Path artifact(String module, String ending) throws IOException {
    String jar = Jars.of("d2v-api").getFileName().toString();
    String version = jar.substring("d2v-api-".length(), jar.length() - ".jar".length());
    Path folder =
        Files.createDirectories(repository.resolve("io/d2v").resolve(module).resolve(version));
    return folder.resolve(module + "-" + version + "." + ending);
  }

  /** What {@code mvn verify} says in a folder, once it is well. */
  String verify(Path project) throws IOException, InterruptedException {
    return maven(project, "verify");
  }

  /** Compiles a folder's main sources. */
  void compile(Path project) throws IOException, InterruptedException {
    maven(project, "compile");
  }

  private String maven(Path project, String goal) throws IOException, InterruptedException {
    Path maven = Path.of(Objects.requireNonNull(System.getProperty("d2v.maven.home")));
    ProcessBuilder mvn =
        new ProcessBuilder(
            maven.resolve("bin/mvn").toString(),
            "-B",
            "-ntp",
            "-s",
            settings.toString(),
            "-Dmaven.repo.local=" + repository,
            goal);
    mvn.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Installed built = Installed.run(SECONDS, mvn.directory(project.toFile()));
    assertThat(built.code()).as(built.said()).isZero();
    return built.said();
  }
}
