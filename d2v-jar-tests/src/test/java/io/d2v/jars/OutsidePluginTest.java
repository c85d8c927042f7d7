package io.d2v.jars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar of somebody else's, built against d2v-api alone, is found and used by name. */
class OutsidePluginTest {
  private static final String MAIN = "org.example.program.Main";

  @TempDir static Path work;
  private static Path plugin;
  private static Path program;

  @BeforeAll
  static void buildsAgainstTheApiAlone() throws IOException, URISyntaxException {
    plugin = build("plugin", Jars.of("d2v-api"), "META-INF");
    program = build("program", Jars.distribution(), "org");
  }

  @Test
  void onTheModulePath() throws IOException, InterruptedException {
    String path = joined(List.of(Jars.distribution(), plugin, program));
    assertThat(
            run(
                "--add-modules",
                "ALL-MODULE-PATH",
                "-p",
                path,
                "-m",
                "org.example.program/" + MAIN))
        .containsSubsequence(
            "masker every-third of module org.example.plugin in " + plugin,
            "target builder last-layer of module org.example.plugin in " + plugin,
            "masked of 49: 17",
            "targets: org.example.plugin.LastLayer");
  }

  @Test
  void onTheClassPath() throws IOException, InterruptedException {
    List<Path> jars = new ArrayList<>(Jars.distributed());
    jars.addAll(List.of(plugin, program));
    assertThat(run("-cp", joined(jars), MAIN))
        .containsSubsequence(
            "masker every-third of module (class path) in " + plugin,
            "target builder last-layer of module (class path) in " + plugin,
            "masked of 49: 17",
            "targets: org.example.plugin.LastLayer");
  }

  @Test
  void inAFatJarWithMergedServices() throws IOException, InterruptedException {
    // Nothing is computed here, and the natives are 300 MB.
    List<Path> jars =
        new ArrayList<>(
            Jars.distributed().stream()
                .filter(jar -> !jar.getFileName().toString().contains("linux-x86_64"))
                .toList());
    jars.addAll(List.of(plugin, program));
    Path fat = FatJar.of(jars, work.resolve("fat.jar"));
    assertThat(run("-cp", fat.toString(), MAIN))
        .containsSubsequence(
            "modality vision of module (class path) in " + fat,
            "masker every-third of module (class path) in " + fat,
            "target builder last-layer of module (class path) in " + fat,
            "backend tensorflow of module (class path) in " + fat,
            "masked of 49: 17",
            "targets: org.example.plugin.LastLayer");
  }

  private static Path build(String name, Path modulePath, String resources)
      throws IOException, URISyntaxException {
    URL folder = Objects.requireNonNull(OutsidePluginTest.class.getResource("/outside/" + name));
    Path sources = Path.of(folder.toURI());
    Path classes = work.resolve(name);
    List<String> arguments =
        new ArrayList<>(
            List.of("--release", "17", "-p", modulePath.toString(), "-d", classes.toString()));
    try (Stream<Path> files = Files.list(sources)) {
      files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
    }
    Jars.tool("javac", arguments.toArray(String[]::new));
    Path jar = work.resolve(name + ".jar");
    Jars.tool("jar", "-c", "-f", jar.toString(), "-C", classes.toString(), ".");
    Jars.tool("jar", "-u", "-f", jar.toString(), "-C", sources.toString(), resources);
    return jar;
  }

  private static String run(String... arguments) throws IOException, InterruptedException {
    Installed program = Installed.java(List.of(arguments));
    assertThat(program.code()).as(program.said()).isZero();
    return program.said();
  }

  private static String joined(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
