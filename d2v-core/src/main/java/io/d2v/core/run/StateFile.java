package io.d2v.core.run;

import io.d2v.api.SmallFile;
import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A checkpoint's {@code state.json}: where the run stands, and by which schema the checkpoint's
 * folder is laid out.
 */
record StateFile(int schema, RunState state) {
  static final String NAME = "state.json";

  private static final int MOST_BYTES = 1 << 20;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** As it is written now. */
  static String text(RunState state) {
    ObjectNode node = JSON.createObjectNode();
    node.put("schema", Schema.NOW).put("step", state.step()).put("seed", state.seed());
    ObjectNode rest = node.putObject("more");
    new TreeMap<>(state.more()).forEach(rest::put);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
  }

  /**
   * Reads the file of a checkpoint's folder.
   *
   * @throws UserError of kind CHECKPOINT, if it is damaged, or of a schema that is not known yet
   */
  static StateFile read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    JsonNode node;
    try {
      node = JSON.readTree(new SmallFile(file, MOST_BYTES, UserError.Kind.CHECKPOINT).text());
    } catch (JacksonException broken) {
      throw damaged(file, "it is not valid JSON");
    }
    int schema = node.path("schema").asInt(0);
    if (schema > Schema.NOW) {
      throw new NewerSchema(folder, schema);
    }
    if (schema < 1 || !whole(node.path("step")) || !whole(node.path("seed"))) {
      throw damaged(file, "it lacks schema, step or seed");
    }
    Map<String, String> more = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : node.path("more").properties()) {
      more.put(entry.getKey(), entry.getValue().asString());
    }
    return new StateFile(
        schema, new RunState(node.path("step").longValue(), node.path("seed").longValue(), more));
  }

  private static boolean whole(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong();
  }

  private static UserError damaged(Path file, String why) {
    return new UserError(UserError.Kind.CHECKPOINT, file + ": not the state of a run: " + why);
  }
}
