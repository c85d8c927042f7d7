package io.d2v.jars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation says to somebody who writes a plugin is all that it takes. */
class AddAModalityTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Path EXAMPLE = Path.of("..", "examples", "d2v-timeseries");
  private static final Path SCRIPT = Path.of("..", "examples", "new-modality");
  private static final String DATA = EXAMPLE.resolve("data").toString();

  private static final String RECIPE =
      "src/main/resources/org/example/timeseries/timeseries-tiny.yaml";
  private static final String SECTIONS = "sections.yaml";

  @TempDir Path work;

  @Test
  void thePageHasEveryFileOfTheExample() throws IOException {
    Map<String, String> files = tree(EXAMPLE);
    files.keySet().removeIf(file -> file.startsWith("data/") || file.startsWith("target/"));
    assertThat(Documented.in(DOCS.resolve("add-a-modality.md")).files()).isEqualTo(files);
  }

  @Test
  void aModalityAndPartsThatAreBuiltByThePagesAloneTrain()
      throws IOException, InterruptedException {
    OutsideBuild build = new OutsideBuild(work, List.of("d2v-api", "d2v-testkit"));
    Documented modality = Documented.in(DOCS.resolve("add-a-modality.md"));
    Path timeseries = work.resolve("d2v-timeseries");
    modality.into(timeseries);
    assertThat(build.verify(timeseries)).contains("Tests run: 28, Failures: 0");
    Path parts = work.resolve("d2v-parts");
    Documented page = Documented.in(DOCS.resolve("extend.md"));
    page.into(parts);
    Files.writeString(
        parts.resolve("pom.xml"),
        modality.files().get("pom.xml").replace("d2v-timeseries", "d2v-parts"));
    assertThat(build.verify(parts)).containsPattern("Tests run: [1-9]\\d*, Failures: 0");
    Path plugins = Files.createDirectory(work.resolve("plugins"));
    for (Path project : List.of(timeseries, parts)) {
      String jar = project.getFileName() + "-1.0.jar";
      Files.copy(project.resolve("target").resolve(jar), plugins.resolve(jar));
    }

    Installed list = Installed.d2v("plugins", "--plugins", plugins.toString());
    assertThat(list.code()).as(list.said()).isZero();
    assertThat(list.said())
        .containsPattern("modality +timeseries +org\\.example\\.timeseries +1\\.0 +\\S+");

    Path run = work.resolve("run");
    trains(plugins, "timeseries-tiny", run);
    embeds(plugins, run);

    Path recipe = work.resolve("mine.yaml");
    Files.writeString(recipe, mine(modality.files().get(RECIPE), page.files().get(SECTIONS)));
    Path other = work.resolve("other");
    trains(plugins, recipe.toString(), other);
    List<String> table = Files.readAllLines(other.resolve("metrics.csv"));
    assertThat(table).anyMatch(line -> line.startsWith("1,loss,"));
    assertThat(table).anyMatch(line -> line.startsWith("20,loss,"));
    assertThat(table.stream().filter(line -> line.contains(",probe_norm,"))).hasSize(2);
    assertThat(other.resolve("recipe.yaml"))
        .content()
        .contains("kind: step-down", "name: table", "name: cosine");
  }

  @Test
  void aCopyThatIsCalledOtherwiseCompiles() throws IOException, InterruptedException {
    Path copy = work.resolve("copy");
    Installed made =
        Installed.run(
            60,
            new ProcessBuilder(SCRIPT.toString(), copy.toString(), "org.you.tides", "tidal-waves"));
    assertThat(made.code()).as(made.said()).isZero();
    Map<String, String> files = tree(copy);
    assertThat(files.keySet()).contains("src/main/java/org/you/tides/TidalWaves.java");
    assertThat(files.values())
        .noneMatch(text -> text.toLowerCase(Locale.ROOT).contains("timeseries"));
    Map<String, String> sources = new TreeMap<>();
    files.forEach(
        (path, text) -> {
          if (path.startsWith("src/main/java/")) {
            sources.put(path.substring("src/main/java/".length()), text);
          }
        });
    Path jar = new SourceJar(sources, List.of(Jars.of("d2v-api"))).at(work.resolve("tides.jar"));
    assertThat(Jars.tool("jar", "--describe-module", "--file", jar.toString()))
        .contains("provides io.d2v.api.Modality with org.you.tides.TidalWaves");
  }

  /** A recipe with some of its sections replaced. */
  private static String mine(String recipe, String sections) {
    String rest = recipe;
    for (String line : sections.lines().filter(line -> line.matches("\\w+:")).toList()) {
      rest = rest.replaceFirst("(?m)^" + line + "\n(  .*\n)+", "");
    }
    return rest + sections;
  }

  private static void trains(Path plugins, String recipe, Path run)
      throws IOException, InterruptedException {
    Installed trained =
        Installed.d2v(
            "pretrain",
            recipe,
            "--plugins",
            plugins.toString(),
            "--data",
            DATA,
            "--run",
            run.toString(),
            "--steps",
            "20");
    assertThat(trained.code()).as(trained.said()).isZero();
    assertThat(trained.said()).contains("step 20/20", "saved ");
  }

  private void embeds(Path plugins, Path run) throws IOException, InterruptedException {
    Path vectors = work.resolve("weather.npy");
    Installed embedded =
        Installed.d2v(
            "embed",
            run.toString(),
            DATA,
            "--plugins",
            plugins.toString(),
            "--out",
            vectors.toString());
    assertThat(embedded.code()).as(embedded.said()).isZero();
    assertThat(embedded.said()).contains("350 vectors");
    assertThat(vectors).isNotEmptyFile();
  }

  private static Map<String, String> tree(Path folder) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        tree.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return tree;
  }
}
