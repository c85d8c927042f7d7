package io.d2v.jars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars that are put into a folder are used, and those that can't be are said to be broken. */
class PluginFolderTest {
  private static final String SERVICES = "META-INF/services/io.d2v.api.Masker$Provider";

  @TempDir Path folder;
  @TempDir Path elsewhere;
  private Path api;

  @BeforeEach
  void findsTheApi() {
    api = Jars.of("d2v-api");
  }

  @Test
  void aJarAndAFolderOfJarsAreEachAPlugin() throws IOException, InterruptedException {
    SourceJar.masker("org.one", "one", "", api).at(folder.resolve("one.jar"));
    Path library = library("1").at(folder.resolve("two/library.jar"));
    usesLibrary("org.two", "two", library).at(folder.resolve("two/two.jar"));
    Path other = library("2").at(folder.resolve("three/library.jar"));
    usesLibrary("org.three", "three", other).at(folder.resolve("three/three.jar"));
    automatic("four", "org.four.Everything").at(folder.resolve("four.jar"));
    Files.writeString(folder.resolve("README"), "what lies here");

    Installed list = plugins();

    assertThat(list.code()).as(list.said()).isZero();
    assertThat(list.said())
        .containsPattern("masker +one +org\\.one +\\(unknown\\) +\\S+/one\\.jar")
        .containsPattern("masker +two-1 +org\\.two +\\(unknown\\) +\\S+/two/two\\.jar")
        .containsPattern("masker +three-2 +org\\.three +\\(unknown\\) +\\S+/three/three\\.jar")
        .containsPattern("masker +four +four +\\(unknown\\) +\\S+/four\\.jar")
        .containsPattern("modality +vision +io\\.d2v\\.vision");
  }

  @Test
  void whatIsBrokenIsNamedWithItsFileAndTheRestLoads() throws IOException, InterruptedException {
    SourceJar.masker("org.good", "good", "", api).at(folder.resolve("good.jar"));
    Files.writeString(folder.resolve("text.jar"), "not a jar");
    automatic("gone", "org.gone.Missing").at(folder.resolve("gone.jar"));
    Path library = library("1").at(elsewhere.resolve("library.jar"));
    usesLibrary("org.needs", "needs", library).at(folder.resolve("needs.jar"));
    SourceJar.masker("org.later", "later", "", api("0.2.0")).at(folder.resolve("later.jar"));
    SourceJar.masker(
            "org.failing", "failing", "throw new IllegalStateException(\"no licence\");", api)
        .at(folder.resolve("failing.jar"));
    SourceJar.masker("org.twin", "good", "", api).at(folder.resolve("twin.jar"));
    new SourceJar(
            Map.of(
                "module-info.java",
                "module org.mute {}",
                "org/mute/A.java",
                "package org.mute; class A {}"),
            List.of(api))
        .at(folder.resolve("mute.jar"));
    Files.copy(Jars.of("d2v-files"), folder.resolve("files.jar"));
    Files.createDirectory(folder.resolve("empty"));

    Installed list = plugins();

    assertThat(list.code()).as(list.said()).isEqualTo(6);
    assertThat(list.said())
        .contains("masker           good")
        .contains("there are 2 maskers named 'good'; remove all but one:")
        .contains("\n  org.good.Everything in " + folder.resolve("good.jar"))
        .contains("\n  org.twin.Everything in " + folder.resolve("twin.jar"))
        .containsPattern(notLoaded("text.jar") + ".*zip")
        .containsPattern(
            "not loaded: a masker in \\S+/gone\\.jar: .*Provider org\\.gone\\.Missing not found")
        .containsPattern(notLoaded("needs.jar") + "Module org\\.library not found")
        .containsPattern(
            notLoaded("later.jar")
                + "module org\\.later was built against d2v-api 0\\.2\\.0, and this is d2v-api 0\\.1")
        .containsPattern(
            "not loaded: org\\.failing\\.Everything in \\S+/failing\\.jar: .*no licence")
        .containsPattern(notLoaded("mute.jar") + "it provides nothing that d2v looks for")
        .containsPattern(notLoaded("files.jar") + "d2v has this already: io\\.d2v\\.files")
        .containsPattern(notLoaded("empty") + "there is no jar in it");

    Installed goesOn = Installed.d2v("recipes", "--plugins", folder.toString());
    assertThat(goesOn.code()).as(goesOn.said()).isZero();
    assertThat(goesOn.said())
        .contains("vision-tiny")
        .contains(
            "a plugin is left out: org.failing.Everything in " + folder.resolve("failing.jar"));
  }

  @Test
  void aJarWithoutModuleInfoSaysInItsManifestWhatItWasBuiltAgainst()
      throws IOException, InterruptedException {
    Path jar = automatic("old", "org.old.Everything").at(folder.resolve("old.jar"));
    Path manifest = Files.writeString(elsewhere.resolve("manifest"), "D2v-Api-Version: 0.9\n");
    Jars.tool("jar", "-u", "-f", jar.toString(), "-m", manifest.toString());

    assertThat(plugins().said())
        .containsPattern(notLoaded("old.jar") + "module old was built against d2v-api 0\\.9");
  }

  @Test
  void workersThatAreLaunchedHaveTheSamePlugins() throws IOException, InterruptedException {
    SourceJar.masker("org.one", "one", "", api).at(folder.resolve("one.jar"));

    Installed launched =
        Installed.d2v(
            "launch",
            "-n",
            "1",
            "--plugins",
            folder.toString(),
            "pretrain",
            "vision-tiny",
            "--set",
            "masker.name=won",
            "--data",
            elsewhere.toString(),
            "--run",
            elsewhere.resolve("run").toString());

    assertThat(launched.code()).as(launched.said()).isEqualTo(6);
    assertThat(launched.said())
        .contains("there is no masker 'won'")
        .contains("'one' from " + folder.resolve("one.jar"));
  }

  @Test
  void aFolderThatIsNotThereIsAnError() throws IOException, InterruptedException {
    Installed command = Installed.d2v("--plugins", "nowhere", "plugins");

    assertThat(command.code()).isEqualTo(6);
    assertThat(command.said()).contains("nowhere: this folder of plugins can't be read");
  }

  @Test
  void onTheClassPathThereAreNoLayers() throws IOException, InterruptedException {
    String path =
        Jars.distributed().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));

    Installed command =
        Installed.java(
            List.of("-cp", path, "io.d2v.cli.Main", "plugins", "--plugins", folder.toString()));

    assertThat(command.code()).isEqualTo(6);
    assertThat(command.said()).contains("on the class path; put their jars on the class path");
  }

  private Installed plugins() throws IOException, InterruptedException {
    return Installed.d2v("plugins", "--plugins", folder.toString());
  }

  private static String notLoaded(String place) {
    return "not loaded: all in \\S+/" + place.replace(".", "\\.") + ": ";
  }

  private static SourceJar library(String version) {
    return new SourceJar(
        Map.of(
            "module-info.java",
            "module org.library { exports org.library; }",
            "org/library/Version.java",
            "package org.library; public class Version { public static String get() { return \""
                + version
                + "\"; } }"),
        List.of());
  }

  private SourceJar usesLibrary(String module, String name, Path library) {
    return SourceJar.masker(
        module,
        name + "-\" + org.library.Version.get() + \"",
        "",
        "requires io.d2v.api; requires org.library;",
        api,
        library);
  }

  /** Without module-info. */
  private SourceJar automatic(String name, String service) {
    return new SourceJar(
        Map.of(
            "org/" + name + "/Everything.java",
            SourceJar.everything("org." + name, name, ""),
            SERVICES,
            service + "\n"),
        List.of(api));
  }

  /** The API as if it were another version. */
  private Path api(String version) throws IOException {
    Path copy = Files.copy(api, elsewhere.resolve("d2v-api.jar"));
    Jars.tool("jar", "-u", "-f", copy.toString(), "--module-version", version);
    return copy;
  }
}
