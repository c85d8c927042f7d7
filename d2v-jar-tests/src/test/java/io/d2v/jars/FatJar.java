package io.d2v.jars;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/** All jars in one, their META-INF/services merged, as shading plugins make it. */
final class FatJar {
  private static final String SERVICES = "META-INF/services/";

  private final Set<String> written = new HashSet<>();
  private final Map<String, StringBuilder> services = new TreeMap<>();

  static Path of(List<Path> jars, Path to) throws IOException {
    FatJar fat = new FatJar();
    try (OutputStream file = Files.newOutputStream(to);
        JarOutputStream out = new JarOutputStream(file)) {
      for (Path jar : jars) {
        fat.add(jar, out);
      }
      for (Map.Entry<String, StringBuilder> service : fat.services.entrySet()) {
        out.putNextEntry(new JarEntry(service.getKey()));
        out.write(service.getValue().toString().getBytes(UTF_8));
      }
    }
    return to;
  }

  private void add(Path jar, JarOutputStream out) throws IOException {
    try (JarFile in = new JarFile(jar.toFile())) {
      for (JarEntry entry : in.stream().toList()) {
        String name = entry.getName();
        if (entry.isDirectory() || name.endsWith("module-info.class")) {
          continue;
        }
        byte[] bytes = in.getInputStream(entry).readAllBytes();
        if (name.startsWith(SERVICES)) {
          StringBuilder lines = services.computeIfAbsent(name, none -> new StringBuilder());
          lines.append(new String(bytes, UTF_8)).append('\n');
        } else if (written.add(name)) {
          out.putNextEntry(new JarEntry(name));
          out.write(bytes);
        }
      }
    }
  }
}
