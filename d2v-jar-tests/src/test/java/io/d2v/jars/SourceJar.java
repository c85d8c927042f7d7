package io.d2v.jars;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A jar that is made of sources and other files in a test.
 *
 * @param files of its tree: path to text
 * @param needed jars that it is compiled against, on the module path
 */
record SourceJar(Map<String, String> files, List<Path> needed) {
  /** A module of one package, with a masker. */
  static SourceJar masker(String module, String name, String constructor, Path... needed) {
    String requires = "requires io.d2v.api;";
    return masker(module, name, constructor, requires, needed);
  }

  /**
   * A module of one package, with a masker.
   *
   * @param constructor what its constructor does
   * @param requires statements of its module-info
   */
  static SourceJar masker(
      String module, String name, String constructor, String requires, Path... needed) {
    Map<String, String> files = new TreeMap<>();
    files.put(
        "module-info.java",
        """
        module %1$s {
          %2$s
          provides io.d2v.api.Masker.Provider with %1$s.Everything;
        }
        """
            .formatted(module, requires));
    files.put(module.replace('.', '/') + "/Everything.java", everything(module, name, constructor));
    return new SourceJar(files, List.of(needed));
  }

  static String everything(String module, String name, String constructor) {
    return """
    package %s;

    import io.d2v.api.Mask;
    import io.d2v.api.Masker;
    import io.d2v.api.Settings;
    import java.util.BitSet;

    public final class Everything implements Masker.Provider {
      public Everything() { %s }

      @Override public String name() { return "%s"; }

      @Override public Masker create(Settings settings) {
        return (grid, valid, random) -> Mask.of(grid.tokens(), new BitSet());
      }
    }
    """
        .formatted(module, constructor, name);
  }

  /** Compiles and packs it. */
  Path at(Path jar) throws IOException {
    Path work = Files.createTempDirectory("source-jar");
    try {
      Path tree = compiled(work);
      Files.createDirectories(jar.getParent());
      Jars.tool("jar", "-c", "-f", jar.toString(), "-C", tree.toString(), ".");
      return jar;
    } finally {
      remove(work);
    }
  }

  private Path compiled(Path work) throws IOException {
    Path sources = work.resolve("sources");
    Path tree = Files.createDirectories(work.resolve("tree"));
    files.forEach(
        (path, text) -> write((path.endsWith(".java") ? sources : tree).resolve(path), text));
    List<String> javac = new ArrayList<>(List.of("--release", "17", "-d", tree.toString()));
    String path =
        needed.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    boolean modular = files.containsKey("module-info.java");
    javac.addAll(List.of(modular ? "-p" : "-cp", path));
    files.keySet().stream()
        .filter(file -> file.endsWith(".java"))
        .forEach(file -> javac.add(sources.resolve(file).toString()));
    Jars.tool("javac", javac.toArray(String[]::new));
    return tree;
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
