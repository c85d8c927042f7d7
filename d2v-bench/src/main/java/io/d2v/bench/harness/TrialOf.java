package io.d2v.bench.harness;

import io.d2v.api.SmallFile;
import io.d2v.api.UserError;
import io.d2v.bench.finetune.DataPaths;
import io.d2v.bench.finetune.Splits;
import io.d2v.core.run.Durable;
import io.d2v.core.run.Provenance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a trial is of besides its recipe: which weights it begins with, and which samples. To go on
 * with others would mix two models, or report one by the other's name.
 *
 * @param facts by name
 */
record TrialOf(Map<String, String> facts) {
  private static final int MOST_BYTES = 1 << 20;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  TrialOf {
    facts = new TreeMap<>(facts);
  }

  /** Of a model and its samples. */
  static TrialOf of(Entrant entrant, DataPaths paths, Splits splits) throws IOException {
    Map<String, String> facts = new TreeMap<>();
    facts.put("weights", entrant.weights());
    facts.put("data", hash(paths.train()));
    facts.put("dev", paths.dev().isPresent() ? hash(paths.dev().get()) : "of the data");
    facts.put("subset", paths.subset().orElse("all"));
    facts.put("learned from", splits.train().size() + " samples");
    return new TrialOf(facts);
  }

  private static String hash(Path data) throws IOException {
    return data.getFileName()
        + ", SHA-256 of names and sizes "
        + Provenance.Source.of(data, 0).hash();
  }

  /**
   * Notes it in a file, or compares it with what was noted there.
   *
   * @throws UserError of kind CHECKPOINT, if it was another one
   */
  void claim(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      ObjectNode node = JSON.createObjectNode();
      facts.forEach(node::put);
      String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
      Durable.write(file, text.getBytes(StandardCharsets.UTF_8));
      return;
    }
    List<String> differences = differences(read(file));
    if (!differences.isEmpty()) {
      throw new UserError(
          UserError.Kind.CHECKPOINT,
          file
              + ": the run beside it was begun with something else:\n  "
              + String.join("\n  ", differences)
              + "\nName another folder by --out, or give what it was begun with to go on.");
    }
  }

  private List<String> differences(Map<String, String> before) {
    List<String> differences = new ArrayList<>();
    facts.forEach(
        (name, now) -> {
          String then = before.getOrDefault(name, "nothing");
          if (!then.equals(now)) {
            differences.add(name + ": " + then + ", now " + now);
          }
        });
    return differences;
  }

  private static String text(Path file) throws IOException {
    return new SmallFile(file, MOST_BYTES, UserError.Kind.CHECKPOINT).text();
  }

  private static Map<String, String> read(Path file) throws IOException {
    try {
      Map<String, String> facts = new TreeMap<>();
      for (Map.Entry<String, JsonNode> fact : JSON.readTree(text(file)).properties()) {
        facts.put(fact.getKey(), fact.getValue().asString());
      }
      return facts;
    } catch (JacksonException damaged) {
      throw new UserError(
          UserError.Kind.CHECKPOINT, file + ": damaged; remove it and the run beside it", damaged);
    }
  }
}
