package io.d2v.cli;

import io.d2v.api.UserError;
import io.d2v.api.backend.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The workers that the environment variable TF_CONFIG describes, as TensorFlow's {@code
 * MultiWorkerMirroredStrategy} reads it: a chief, where there is one, is the first of the workers.
 */
final class TensorFlowConfig {
  static final String VARIABLE = "TF_CONFIG";

  private static final String CHIEF = "chief";
  private static final String WORKER = "worker";
  private static final Set<String> TAKEN = Set.of(CHIEF, WORKER);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private TensorFlowConfig() {}

  /**
   * All of them, and which this is.
   *
   * @throws UserError of kind USAGE, saying what is wrong
   */
  static Workers workers(String text) {
    JsonNode config;
    try {
      config = JSON.readTree(text);
    } catch (JacksonException broken) {
      throw wrong("it is not valid JSON: " + broken.getOriginalMessage());
    }
    JsonNode cluster = config.path("cluster");
    for (Map.Entry<String, JsonNode> job : cluster.properties()) {
      if (!TAKEN.contains(job.getKey()) && !job.getValue().isEmpty()) {
        throw wrong(
            "its cluster has '"
                + job.getKey()
                + "'; d2v has workers alone, of which a chief may be the first");
      }
    }
    List<String> chief = addresses(cluster, CHIEF);
    List<String> all = new ArrayList<>(chief);
    all.addAll(addresses(cluster, WORKER));
    if (all.isEmpty()) {
      throw wrong("its cluster names no worker");
    }
    JsonNode task = config.path("task");
    String type = task.path("type").asString("");
    if (!TAKEN.contains(type)) {
      throw wrong("its task.type is '" + type + "'; d2v has tasks of type worker and chief alone");
    }
    int index = index(task.path("index"));
    int count = type.equals(CHIEF) ? chief.size() : all.size() - chief.size();
    if (index < 0 || index >= count) {
      throw wrong("its task is " + type + " " + index + ", of which its cluster has " + count);
    }
    return new Workers(all, type.equals(CHIEF) ? index : chief.size() + index);
  }

  /** What {@link #workers} reads as these. */
  static String text(Workers workers) {
    ObjectNode config = JSON.createObjectNode();
    ArrayNode listed = config.putObject("cluster").putArray(WORKER);
    workers.addresses().forEach(listed::add);
    config.putObject("task").put("type", WORKER).put("index", workers.rank());
    return JSON.writeValueAsString(config);
  }

  private static List<String> addresses(JsonNode cluster, String job) {
    JsonNode listed = cluster.path(job);
    if (!listed.isArray() && !listed.isMissingNode()) {
      throw wrong("its cluster." + job + " is no list of host:port");
    }
    List<String> addresses = new ArrayList<>();
    listed.forEach(address -> addresses.add(address.asString("")));
    return addresses;
  }

  /** A number, or its digits as text, which TensorFlow reads as well. */
  private static int index(JsonNode node) {
    try {
      return Integer.parseInt(node.asString(""));
    } catch (NumberFormatException none) {
      throw wrong("its task.index is no whole number: " + node);
    }
  }

  private static UserError wrong(String what) {
    return new UserError(
        UserError.Kind.USAGE,
        VARIABLE
            + " in the environment says with whom to train, but "
            + what
            + ". Expected is as in {\"cluster\": {\"worker\": [\"host:port\", ...]}, \"task\":"
            + " {\"type\": \"worker\", \"index\": 0}}. Unset it to train alone; --workers and --rank"
            + " take its place.");
  }
}
