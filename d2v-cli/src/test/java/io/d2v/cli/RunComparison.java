package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  static List<String> names(Path folder) throws IOException {
    try (Stream<Path> listed = Files.list(folder)) {
      return listed.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
