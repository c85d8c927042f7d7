package io.d2v.core.run;

import io.d2v.api.SmallFile;
import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a run stands, as {@code state.json} says.
 *
 * @param step updates made
 * @param seed of the run
 * @param more what else continuing needs, by name
 */
public record RunState(long step, long seed, Map<String, String> more) {
  /** The version of a checkpoint's layout. */
  static final int SCHEMA = 1;

  private static final int MOST_BYTES = 1 << 20;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Copies the map. */
  public RunState {
    if (step < 0) {
      throw new IllegalArgumentException("a run has not made " + step + " updates");
    }
    more = Map.copyOf(more);
  }

  void write(Path file) throws IOException {
    ObjectNode node = JSON.createObjectNode();
    node.put("schema", SCHEMA).put("step", step).put("seed", seed);
    ObjectNode rest = node.putObject("more");
    new TreeMap<>(more).forEach(rest::put);
    Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n");
  }

  static RunState read(Path file) throws IOException {
    JsonNode node;
    try {
      node = JSON.readTree(new SmallFile(file, MOST_BYTES, UserError.Kind.CHECKPOINT).text());
    } catch (JacksonException broken) {
      throw damaged(file, "it is not valid JSON");
    }
    int schema = node.path("schema").asInt(0);
    if (schema > SCHEMA) {
      throw new UserError(
          UserError.Kind.CHECKPOINT,
          file
              + ": schema "
              + schema
              + " was written by a newer d2v; this one reads up to "
              + SCHEMA);
    }
    if (schema < 1 || !whole(node.path("step")) || !whole(node.path("seed"))) {
      throw damaged(file, "it lacks schema, step or seed");
    }
    Map<String, String> more = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : node.path("more").properties()) {
      more.put(entry.getKey(), entry.getValue().asString());
    }
    return new RunState(node.path("step").longValue(), node.path("seed").longValue(), more);
  }

  private static boolean whole(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong();
  }

  private static UserError damaged(Path file, String why) {
    return new UserError(UserError.Kind.CHECKPOINT, file + ": not the state of a run: " + why);
  }
}
