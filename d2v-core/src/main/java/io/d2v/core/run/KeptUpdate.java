package io.d2v.core.run;

import io.d2v.api.SmallFile;
import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An update that went wrong, with all that making it again needs besides the checkpoint before and
 * the data: in {@code kept/step-N.json}.
 *
 * @param step which update, counted from 1
 * @param reason why it is kept
 * @param measured loss, gradient norm and gauges, by the names of the log
 * @param seed of the run
 * @param learningRate of this update
 * @param decay the teacher's
 * @param batches what it was made of
 * @param recipe the resolved recipe
 */
public record KeptUpdate(
    long step,
    String reason,
    Map<String, Double> measured,
    long seed,
    double learningRate,
    double decay,
    List<KeptBatch> batches,
    String recipe) {
  private static final int SCHEMA = 1;
  private static final int MOST_BYTES = 256 << 20; // names of files, one a sample
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Copies the collections. */
  public KeptUpdate {
    measured = Collections.unmodifiableMap(new LinkedHashMap<>(measured));
    batches = List.copyOf(batches);
  }

  /**
   * One batch of an update.
   *
   * @param number in the run, from 0
   * @param epoch from 0
   * @param size which of the encoder's sizes
   * @param dropout the key of its dropout: 64 bits
   * @param samples in their order
   */
  public record KeptBatch(
      long number, long epoch, int size, long dropout, List<KeptSample> samples) {
    /** Copies the list. */
    public KeptBatch {
      samples = List.copyOf(samples);
    }
  }

  /** A sample: its index in the dataset, and its name. */
  public record KeptSample(long index, String id) {}

  /** Writes it whole, or not at all. */
  void write(Path file) throws IOException {
    ObjectNode node = JSON.createObjectNode();
    node.put("schema", SCHEMA).put("step", step).put("reason", reason);
    ObjectNode numbers = node.putObject("measured");
    measured.forEach((name, value) -> numbers.put(name, Double.toString(value)));
    node.put("seed", seed).put("learning_rate", learningRate).put("ema_decay", decay);
    put(node, batches);
    node.put("recipe", recipe);
    String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
    Durable.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads one.
   *
   * @throws UserError of kind CHECKPOINT, if it is none
   */
  static KeptUpdate read(Path file) throws IOException {
    try {
      JsonNode node =
          JSON.readTree(new SmallFile(file, MOST_BYTES, UserError.Kind.CHECKPOINT).text());
      if (node.path("schema").asInt(0) != SCHEMA) {
        throw damaged(file, "its schema is not " + SCHEMA);
      }
      Map<String, Double> measured = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> number : node.path("measured").properties()) {
        measured.put(number.getKey(), Double.valueOf(number.getValue().asString()));
      }
      List<KeptBatch> batches = batches(node);
      if (batches.isEmpty()) {
        throw damaged(file, "it lists no batches");
      }
      return new KeptUpdate(
          node.path("step").longValue(),
          node.path("reason").asString(),
          measured,
          node.path("seed").longValue(),
          node.path("learning_rate").doubleValue(),
          node.path("ema_decay").doubleValue(),
          batches,
          node.path("recipe").asString());
    } catch (JacksonException | NumberFormatException broken) {
      throw damaged(file, "it is not what a run writes (" + broken.getMessage() + ")");
    }
  }

  /** Batches as text, for {@link #batches(String)}. */
  public static String text(List<KeptBatch> batches) {
    ObjectNode node = JSON.createObjectNode();
    put(node, batches);
    return JSON.writeValueAsString(node);
  }

  /** What {@link #text} was made of. */
  public static List<KeptBatch> batches(String text) {
    return batches(JSON.readTree(text));
  }

  private static void put(ObjectNode node, List<KeptBatch> batches) {
    ArrayNode all = node.putArray("batches");
    for (KeptBatch batch : batches) {
      ObjectNode one = all.addObject();
      one.put("number", batch.number()).put("epoch", batch.epoch()).put("size", batch.size());
      one.put("dropout_key", batch.dropout());
      ArrayNode samples = one.putArray("samples");
      batch
          .samples()
          .forEach(
              sample -> samples.addObject().put("index", sample.index()).put("id", sample.id()));
    }
  }

  private static List<KeptBatch> batches(JsonNode node) {
    List<KeptBatch> batches = new ArrayList<>();
    for (JsonNode batch : node.path("batches")) {
      List<KeptSample> samples = new ArrayList<>();
      for (JsonNode sample : batch.path("samples")) {
        samples.add(new KeptSample(sample.path("index").longValue(), sample.path("id").asString()));
      }
      batches.add(
          new KeptBatch(
              batch.path("number").longValue(),
              batch.path("epoch").longValue(),
              batch.path("size").intValue(),
              batch.path("dropout_key").longValue(),
              samples));
    }
    return batches;
  }

  private static UserError damaged(Path file, String why) {
    return new UserError(UserError.Kind.CHECKPOINT, file + ": not a kept update: " + why);
  }
}
