package io.d2v.jars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each jar says of itself; a change is meant, or it is a mistake. */
class DescriptorsTest {
  /** A package that nobody outside can see. */
  private static final String CONCEALED = "(?m)^contains .*\\R";

  private static final String SERVICES = "META-INF/services/";

  static Stream<Path> jars() {
    return Jars.ours().stream();
  }

  @ParameterizedTest
  @MethodSource("jars")
  void aModuleIsDescribedAsInTheTree(Path jar) throws IOException {
    String said = Jars.tool("jar", "--describe-module", "--file", jar.toString());
    String described =
        said.replaceFirst(" jar:file:\\S+", "").replaceAll(CONCEALED, "").strip() + "\n";
    ModuleDescriptor module = descriptor(jar);
    Path now = Path.of("target", "descriptors", module.name() + ".txt");
    Files.createDirectories(now.getParent());
    Files.writeString(now, described);
    try (InputStream golden = getClass().getResourceAsStream("/descriptors/" + now.getFileName())) {
      assertThat(golden)
          .as("no description of %s in src/test/resources; copy %s there", module.name(), now)
          .isNotNull();
      assertThat(described)
          .as("if it is meant, copy %s to src/test/resources/descriptors", now)
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @MethodSource("jars")
  void theClassPathFindsWhatTheModulePathFinds(Path jar) throws IOException {
    Map<String, List<String>> provided =
        descriptor(jar).provides().stream()
            .collect(
                Collectors.toMap(
                    ModuleDescriptor.Provides::service, ModuleDescriptor.Provides::providers));
    assertThat(services(jar)).isEqualTo(provided);
  }

  private static Map<String, List<String>> services(Path jar) throws IOException {
    Map<String, List<String>> services = new TreeMap<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      List<JarEntry> entries =
          file.stream()
              .filter(entry -> entry.getName().startsWith(SERVICES) && !entry.isDirectory())
              .toList();
      for (JarEntry entry : entries) {
        String text = new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        services.put(
            entry.getName().substring(SERVICES.length()),
            text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
      }
    }
    return services;
  }

  private static ModuleDescriptor descriptor(Path jar) {
    return ModuleFinder.of(jar).findAll().iterator().next().descriptor();
  }
}
