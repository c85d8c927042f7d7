package io.d2v.jars;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.Externalizable;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dependencies point down, as docs/architecture.md draws them. */
class ArrowsTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.d2v");

  /** A package of ours, how many classes it has at least, and which others of ours it may use. */
  record Arrow(String from, int atLeast, List<String> mayUse) {
    static Arrow of(String from, int atLeast, String... mayUse) {
      return new Arrow(from, atLeast, List.of(mayUse));
    }

    DescribedPredicate<JavaClass> allowed() {
      List<String> packages = new ArrayList<>(mayUse);
      packages.add(from);
      return resideInAnyPackage(packages.toArray(String[]::new))
          .or(DescribedPredicate.not(resideInAPackage("io.d2v..")));
    }

    @Override
    public String toString() {
      return from + " -> " + mayUse;
    }
  }

  static Stream<Arrow> arrows() {
    String api = "io.d2v.api";
    String graph = "io.d2v.api.graph";
    return Stream.of(
        Arrow.of(graph, 30),
        Arrow.of(api, 15, graph),
        Arrow.of("io.d2v.api.backend", 4, api, graph),
        Arrow.of("io.d2v.core.autodiff", 8, graph),
        Arrow.of("io.d2v.core.model", 4, api, graph),
        Arrow.of("io.d2v.core.optim", 5, api, graph),
        Arrow.of("io.d2v.core.run", 12, api, graph),
        Arrow.of("io.d2v.core.tensorboard", 5, api),
        Arrow.of("io.d2v.core.data", 10, api, graph),
        Arrow.of("io.d2v.core.recipe", 8, api),
        Arrow.of("io.d2v.core.plugins", 5, api, "io.d2v.api.backend", "io.d2v.core.recipe"),
        Arrow.of("io.d2v.core.objective", 7, api, graph, "io.d2v.core.model"),
        Arrow.of("io.d2v.core.train", 10, "io.d2v.api..", "io.d2v.core.."),
        Arrow.of("io.d2v.core.embed", 4, "io.d2v.api..", "io.d2v.core.."),
        Arrow.of("io.d2v.core.finetune", 10, "io.d2v.api..", "io.d2v.core.."),
        Arrow.of("io.d2v.files.gzip", 10),
        Arrow.of("io.d2v.files.names", 4, api),
        Arrow.of("io.d2v.files.archive", 20, api, "io.d2v.files.gzip", "io.d2v.files.names"),
        Arrow.of("io.d2v.files", 9, api, "io.d2v.files.archive", "io.d2v.files.names"),
        Arrow.of("io.d2v.vision", 20, api, graph, "io.d2v.files"),
        Arrow.of("io.d2v.audio", 5, api, graph, "io.d2v.files"),
        Arrow.of("io.d2v.text", 4, api, graph, "io.d2v.files"),
        Arrow.of("io.d2v.core.pickle", 10, api, graph),
        Arrow.of("io.d2v.core.interchange", 5, "io.d2v.api..", "io.d2v.core.."),
        Arrow.of("io.d2v.backend.tensorflow", 20, "io.d2v.api.."),
        Arrow.of("io.d2v.testkit..", 30, "io.d2v.api.."),
        Arrow.of("io.d2v.bench..", 2, "io.d2v.api..", "io.d2v.core..", "io.d2v.files"),
        Arrow.of(
            "io.d2v.cli.view",
            8,
            api,
            graph,
            "io.d2v.core..",
            "io.d2v.bench.picture",
            "io.d2v.bench.report"),
        Arrow.of("io.d2v.cli.watch", 7, api, "io.d2v.core..", "io.d2v.bench.report"),
        Arrow.of(
            "io.d2v.cli..", 2, "io.d2v.api..", "io.d2v.core..", "io.d2v.bench..", "io.d2v.files"));
  }

  @ParameterizedTest
  @MethodSource("arrows")
  void aPackageUsesThoseBelowItAlone(Arrow arrow) {
    assertThat(ALL.that(resideInAPackage(arrow.from()))).hasSizeGreaterThanOrEqualTo(arrow.atLeast);
    classes()
        .that()
        .resideInAPackage(arrow.from())
        .should()
        .onlyDependOnClassesThat(arrow.allowed())
        .check(ALL);
  }

  @Test
  void everyPackageWithClassesHasAnArrow() {
    String[] drawn = arrows().map(Arrow::from).toArray(String[]::new);
    assertThat(ALL.that(DescribedPredicate.not(resideInAnyPackage(drawn))))
        .allMatch(type -> type.getSimpleName().equals("package-info"));
  }

  @Test
  void theApiDependsOnTheJdkAlone() {
    classes()
        .that()
        .resideInAPackage("io.d2v.api..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.d2v.api..", "java..", "org.jspecify..")
        .check(atLeast(60, "io.d2v.api.."));
  }

  /** A library of others, and the one place of ours that may name it. */
  record Library(String name, List<String> places) {
    static Library of(String name, String... places) {
      return new Library(name, List.of(places));
    }
  }

  static Stream<Library> libraries() {
    return Stream.of(
        Library.of("org.tensorflow..", "io.d2v.backend.tensorflow"),
        Library.of("org.bytedeco.opencv..", "io.d2v.vision"),
        Library.of("org.bytedeco.leptonica..", "io.d2v.vision"),
        Library.of("org.bytedeco.ffmpeg..", "io.d2v.audio"),
        Library.of("org.apache.commons.compress..", "io.d2v.files.archive"),
        Library.of(
            "tools.jackson..", "io.d2v.core..", "io.d2v.text", "io.d2v.bench..", "io.d2v.cli.."),
        Library.of("picocli..", "io.d2v.cli"),
        Library.of("ch.qos.logback..", "io.d2v.cli"),
        Library.of("com.google.inject..", "io.d2v.cli", "io.d2v.bench.."),
        Library.of("org.junit..", "io.d2v.testkit.."),
        Library.of("org.assertj..", "io.d2v.testkit.."));
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void aLibraryIsNamedInItsPlaceAlone(Library library) {
    noClasses()
        .that()
        .resideOutsideOfPackages(library.places().toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library.name())
        .check(atLeast(250, "io.d2v.."));
  }

  @Test
  void nothingIsSerialisedByJava() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(
            ObjectInputStream.class,
            ObjectOutputStream.class,
            ObjectInput.class,
            ObjectOutput.class,
            Externalizable.class)
        .check(atLeast(800, "io.d2v.."));
  }

  private static JavaClasses atLeast(int count, String packages) {
    assertThat(ALL.that(resideInAPackage(packages))).hasSizeGreaterThanOrEqualTo(count);
    return ALL;
  }
}
