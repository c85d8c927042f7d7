package io.d2v.jars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is distributed is known, each part of it under a licence that lets us. */
class BillOfMaterialsTest {
  /** Of several licences of a library, the user has the choice. */
  private static final Set<String> ALLOWED =
      Set.of(
          "Apache-2.0",
          "BSD-3-Clause",
          "BSD-4-Clause", // what JLine's "The BSD License" is taken for; its text has three clauses
          "EPL-1.0",
          "MIT",
          "Public Domain");

  /** A library of the bill. */
  private record Part(String name, String version, String classifier, Set<String> licences) {
    String jar() {
      return name.substring(name.indexOf(':') + 1) + "-" + version + classifier + ".jar";
    }

    boolean ours() {
      return name.startsWith("io.d2v:");
    }
  }

  @Test
  void everyJarOfTheDistributionIsInTheBill() throws IOException {
    List<String> jars =
        Jars.distributed().stream()
            .map(jar -> jar.getFileName().toString())
            .filter(name -> !name.startsWith("d2v-cli-"))
            .toList();

    assertThat(parts()).extracting(Part::jar).containsAll(jars).hasSizeGreaterThan(40);
  }

  @Test
  void everyLicenceIsAllowed() throws IOException {
    assertThat(parts())
        .allSatisfy(part -> assertThat(part.licences()).containsAnyElementsOf(ALLOWED));
  }

  @Test
  void thirdPartiesAreListedInTheTree() throws IOException {
    Set<String> rows = new TreeSet<>();
    for (Part part : parts()) {
      if (!part.ours()) {
        rows.add(
            "| %s | %s | %s |"
                .formatted(part.name(), part.version(), String.join(" or ", part.licences())));
      }
    }
    Path now = Files.createDirectories(Path.of("target")).resolve("third-party.txt");
    Files.write(now, rows);
    List<String> listed =
        Files.readAllLines(Path.of("..", "THIRD-PARTY.md")).stream()
            .filter(line -> line.matches("\\| \\S+:\\S+ \\|.*"))
            .toList();

    assertThat(listed)
        .as("if it is meant, put the rows of %s into THIRD-PARTY.md", now.toAbsolutePath())
        .containsExactlyElementsOf(rows);
  }

  private static List<Part> parts() throws IOException {
    Path bill = Jars.distribution().resolve("../../bom.json").normalize();
    JsonNode root = JsonMapper.builder().build().readTree(Files.readAllBytes(bill));
    List<Part> parts = new ArrayList<>();
    for (JsonNode component : root.required("components")) {
      Set<String> licences = new TreeSet<>();
      for (JsonNode choice : component.path("licenses")) {
        JsonNode licence = choice.path("license");
        licences.add(licence.path("id").asString(licence.path("name").asString("unknown")));
      }
      String classifier =
          component.required("purl").asString().replaceFirst(".*[?&]classifier=([^&]+).*", "-$1");
      parts.add(
          new Part(
              component.required("group").asString() + ":" + component.required("name").asString(),
              component.required("version").asString(),
              classifier.startsWith("-") ? classifier : "",
              licences));
    }
    return parts;
  }
}
