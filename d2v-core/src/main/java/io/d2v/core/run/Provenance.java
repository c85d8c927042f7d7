package io.d2v.core.run;

import io.d2v.api.SmallFile;
import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a run's results came from, as {@code run.json} says.
 *
 * @param device what computes, as the backend describes it
 * @param recipe the resolved recipe
 * @param data what it learns from
 * @param parts who provided what
 */
public record Provenance(String device, String recipe, Source data, List<Part> parts) {
  private static final int MOST_BYTES = 1 << 20;
  private static final String UNKNOWN = "unknown";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Copies the list. */
  public Provenance {
    parts = List.copyOf(parts);
  }

  /**
   * Data.
   *
   * @param path as it was given
   * @param samples how many there are
   * @param hash over the names and sizes of all files
   */
  public record Source(String path, long samples, String hash) {
    /** The data at a path. */
    public static Source of(Path path, long samples) throws IOException {
      return new Source(path.toString(), samples, FileSizes.hash(path));
    }
  }

  /** A part of a plugin, and the jar that it came in. */
  public record Part(
      String kind, String name, String provider, String module, String version, String jar) {}

  /** The device that a run's record names; nothing where there is no record. */
  public static Optional<String> device(RunFolder run) throws IOException {
    return read(run.provenance()).map(record -> record.path("device").asString(UNKNOWN));
  }

  /** What the run learns from, as its record says; nothing without one. */
  public static Optional<Source> source(RunFolder run) throws IOException {
    return read(run.provenance())
        .map(record -> record.path("data"))
        .map(
            data ->
                new Source(
                    data.path("path").asString(UNKNOWN),
                    data.path("samples").asLong(0),
                    data.path("hash").asString(UNKNOWN)));
  }

  /**
   * What a run's record says, one line a fact: versions, device, data, plugins; none without one.
   */
  public static SortedMap<String, String> facts(RunFolder run) throws IOException {
    SortedMap<String, String> facts = new TreeMap<>();
    Optional<JsonNode> record = read(run.provenance());
    if (record.isEmpty()) {
      return facts;
    }
    for (Map.Entry<String, JsonNode> fact : record.get().properties()) {
      if (fact.getValue().isValueNode()) {
        facts.put(fact.getKey(), fact.getValue().asString());
      }
    }
    record
        .get()
        .path("data")
        .properties()
        .forEach(fact -> facts.put("data " + fact.getKey(), fact.getValue().asString()));
    for (JsonNode part : record.get().path("parts")) {
      facts.put(
          part.path("kind").asString(UNKNOWN) + " " + part.path("name").asString(UNKNOWN),
          part.path("version").asString(UNKNOWN));
    }
    return facts;
  }

  private static Optional<JsonNode> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          JSON.readTree(new SmallFile(file, MOST_BYTES, UserError.Kind.CHECKPOINT).text()));
    } catch (JacksonException broken) {
      throw new UserError(
          UserError.Kind.CHECKPOINT,
          file + ": this record of a run is not valid JSON; is it damaged?",
          broken);
    }
  }

  /** The version of d2v that runs. */
  public static String version() {
    Module module = Provenance.class.getModule();
    Optional<String> named =
        Optional.ofNullable(module.getDescriptor()).flatMap(descriptor -> descriptor.rawVersion());
    return named
        .or(() -> Optional.ofNullable(Provenance.class.getPackage().getImplementationVersion()))
        .orElse("unreleased");
  }

  /** What the processes of one run have alike, by what it is called; the recipe is left out. */
  public SortedMap<String, String> identity() {
    SortedMap<String, String> identity = new TreeMap<>();
    identity.put("d2v", version());
    identity.put("checkpoint schema", Integer.toString(Schema.NOW));
    identity.put("samples", Long.toString(data.samples()));
    identity.put("names and sizes of the data's files", data.hash());
    for (Part part : parts) {
      identity.put(part.kind() + " " + part.name(), part.provider() + " " + part.version());
    }
    return identity;
  }

  String toJson() {
    ObjectNode node = JSON.createObjectNode();
    node.put("d2v", version())
        .put("java", System.getProperty("java.vm.name") + " " + Runtime.version())
        .put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"))
        .put("architecture", System.getProperty("os.arch"))
        .put("processors", Runtime.getRuntime().availableProcessors())
        .put("device", device)
        .put("recipe_sha256", Sha256.of(recipe.getBytes(StandardCharsets.UTF_8)));
    node.putObject("data")
        .put("path", data.path())
        .put("samples", data.samples())
        .put("hash", data.hash());
    ArrayNode list = node.putArray("parts");
    for (Part part : parts) {
      list.addObject()
          .put("kind", part.kind())
          .put("name", part.name())
          .put("provider", part.provider())
          .put("module", part.module())
          .put("version", part.version())
          .put("jar", part.jar());
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
  }
}
