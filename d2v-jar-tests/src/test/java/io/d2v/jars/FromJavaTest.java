package io.d2v.jars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs of somebody else's that embed, built by the BOM and run as docs/java.md says. */
class FromJavaTest {
  private static final Path EXAMPLES = Path.of("..", "examples");
  private static final String ALIKE = "1.000 a cat\n";

  @TempDir static Path work;
  private static Path run;
  private static Path program;
  private static Path service;

  @BeforeAll
  static void buildsAndTrains() throws IOException, InterruptedException {
    OutsideBuild build =
        new OutsideBuild(
            work,
            List.of(
                "d2v-api", "d2v-core", "d2v-files", "d2v-text", "d2v-vision", "d2v-tf-backend"));
    program = classes(build, "java-main");
    service = classes(build, "java-service");
    Path text = work.resolve("text.txt");
    Files.writeString(text, "A small cat sat on a mat.\n\nA dog ran away.\n\n".repeat(20));
    run = work.resolve("run");
    Installed trained =
        Installed.d2v(
            "pretrain",
            "text-tiny",
            "--data",
            text.toString(),
            "--run",
            run.toString(),
            "--steps",
            "1",
            "--set",
            "training.batch=2",
            "--set",
            "backend.device=cpu");
    assertThat(trained.code()).as(trained.said()).isZero();
  }

  @Test
  void onTheModulePath() throws IOException, InterruptedException {
    assertThat(
            says(
                "--add-modules",
                "ALL-MODULE-PATH",
                "-p",
                Jars.distribution() + File.pathSeparator + program,
                "-m",
                "org.example.embed/org.example.embed.Main",
                run.toString(),
                "a cat",
                "a cat",
                "a dog ran away"))
        .contains(ALIKE + ALIKE)
        .containsPattern("-?[01]\\.\\d{3} a dog ran away");
  }

  @Test
  void onTheClassPath() throws IOException, InterruptedException {
    assertThat(
            says("-cp", classPath(program), "org.example.embed.Main", run.toString(), "a cat", "b"))
        .contains(ALIKE);
  }

  @Test
  void aServiceAnswersManyRequestsAtOnce() throws IOException, InterruptedException {
    assertThat(says("-cp", classPath(service), "org.example.service.Main", run.toString()))
        .contains("100 vectors");
  }

  private static Path classes(OutsideBuild build, String example)
      throws IOException, InterruptedException {
    Path project = work.resolve(example);
    try (Stream<Path> files = Files.walk(EXAMPLES.resolve(example))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = project.resolve(EXAMPLES.resolve(example).relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    build.compile(project);
    return project.resolve("target/classes");
  }

  private static String classPath(Path classes) throws IOException {
    List<Path> path = new ArrayList<>(Jars.distributed());
    path.add(classes);
    return path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static String says(String... arguments) throws IOException, InterruptedException {
    Installed program = Installed.java(List.of(arguments));
    assertThat(program.code()).as(program.said()).isZero();
    return program.said();
  }
}
