package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Two runs that should not differ in a bit. */
final class RunComparison {
  private RunComparison() {}

  /** Parameters, teacher, moments, state, manifest and recipe of a step, and all metrics. */
  static void assertSame(Path run, Path other, int step) throws IOException {
    Path checkpoint = run.resolve("checkpoints/step-" + step);
    Path its = other.resolve("checkpoints/step-" + step);
    assertThat(names(checkpoint))
        .containsExactly(
            "MANIFEST.sha256",
            "optimizer.safetensors",
            "recipe.yaml",
            "state.json",
            "student.safetensors",
            "teacher.safetensors");
    for (String name : names(checkpoint)) {
      assertThat(checkpoint.resolve(name)).hasSameBinaryContentAs(its.resolve(name));
    }
    assertThat(run.resolve("metrics.jsonl")).hasSameBinaryContentAs(other.resolve("metrics.jsonl"));
    assertThat(names(run.resolve("checkpoints"))).noneMatch(name -> name.startsWith("."));
  }

  /** The SHA-256 of each file below a folder, by its path. */
  static Map<String, String> hashes(Path folder) throws IOException, NoSuchAlgorithmException {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        hashes.put(folder.relativize(file).toString(), HexFormat.of().formatHex(hash));
      }
    }
    return hashes;
  }

  static List<String> names(Path folder) throws IOException {
    try (Stream<Path> listed = Files.list(folder)) {
      return listed.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
