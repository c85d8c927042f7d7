package io.d2v.core.run;

import io.d2v.api.SmallFile;
import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run has cost so far, in {@code effort.json}. It is beside the checkpoints and not in them,
 * since times differ where bits don't.
 *
 * @param samples that updates were made of, repetitions included
 * @param flops of their matrix products and convolutions
 * @param seconds that updates took, waiting for data and compiling included
 * @param waited of these, for data
 * @param compiled of these, until programs were compiled
 */
public record Effort(long samples, double flops, double seconds, double waited, double compiled) {
  /** Of a run that has not begun. */
  public static final Effort NONE = new Effort(0, 0, 0, 0, 0);

  private static final int MOST_BYTES = 1 << 20;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** With more. */
  public Effort plus(Effort more) {
    return new Effort(
        samples + more.samples,
        flops + more.flops,
        seconds + more.seconds,
        waited + more.waited,
        compiled + more.compiled);
  }

  /** The share of the time that was spent waiting for data, compiling left out. */
  public double waitedShare() {
    return waited / Math.max(seconds - compiled, 1e-9);
  }

  static Effort read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return NONE;
    }
    try {
      JsonNode node =
          JSON.readTree(new SmallFile(file, MOST_BYTES, UserError.Kind.CHECKPOINT).text());
      return new Effort(
          node.required("samples").asLong(),
          node.required("flops").asDouble(),
          node.required("seconds").asDouble(),
          node.path("waited").asDouble(0), // runs that were begun before these were counted
          node.path("compiled").asDouble(0));
    } catch (JacksonException damaged) {
      throw new UserError(
          UserError.Kind.CHECKPOINT,
          file + ": does not say what the run has cost; remove it to count anew",
          damaged);
    }
  }

  void write(Path file) throws IOException {
    String text =
        JSON.writeValueAsString(
            JSON.createObjectNode()
                .put("samples", samples)
                .put("flops", flops)
                .put("seconds", seconds)
                .put("waited", waited)
                .put("compiled", compiled));
    Durable.write(file, (text + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
