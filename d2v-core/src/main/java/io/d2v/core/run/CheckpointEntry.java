package io.d2v.core.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A checkpoint as it lies on the disk, whole or not.
 *
 * @param step updates made when it was written
 * @param bytes of all its files
 * @param written when
 */
public record CheckpointEntry(Path folder, long step, long bytes, Instant written) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Looks at a checkpoint's folder, but reads no file. */
  public static CheckpointEntry of(Path folder) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        bytes += Files.size(file);
      }
    }
    return new CheckpointEntry(
        folder,
        Checkpoints.step(folder),
        bytes,
        Files.getLastModifiedTime(folder).toInstant().truncatedTo(ChronoUnit.SECONDS));
  }

  /** For programs, on one line. */
  public String json() {
    return JSON.writeValueAsString(node());
  }

  /** For programs, on one line, with what reading it whole has shown. */
  public String json(Optional<String> damage) {
    ObjectNode node = node().put("whole", damage.isEmpty());
    damage.ifPresent(what -> node.put("damage", what));
    return JSON.writeValueAsString(node);
  }

  private ObjectNode node() {
    return JSON.createObjectNode()
        .put("step", step)
        .put("folder", folder.toString())
        .put("bytes", bytes)
        .put("written", written.toString());
  }
}
