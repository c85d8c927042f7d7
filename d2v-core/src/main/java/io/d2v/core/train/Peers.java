package io.d2v.core.train;

import io.d2v.api.UserError;
import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Workers;
import io.d2v.core.data.Quarantine;
import io.d2v.core.recipe.Recipe;
import io.d2v.core.run.Checkpoint;
import io.d2v.core.run.KeptUpdate;
import io.d2v.core.run.KeptUpdate.KeptBatch;
import io.d2v.core.run.Provenance;
import io.d2v.core.run.Sha256;
import io.d2v.core.run.TensorHashes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the workers of a run tell one another besides gradients. All call the same methods in the
 * same order; one alone agrees with itself.
 */
final class Peers implements AutoCloseable {
  private static final String HASH = "hash";
  private static final String BATCHES = "batches";
  private static final int MOST_LISTED = 8;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Workers workers;
  private final Exchange exchange;

  Peers(Backend backend) {
    exchange = new Exchange(backend);
    workers = exchange.workers();
  }

  /**
   * Compares what all must have alike: version, plugins, data, and every setting of the recipe.
   *
   * @throws UserError of kind WORKER, if something differs, for all of them
   */
  void greet(Provenance provenance, Recipe recipe) {
    Map<String, String> mine = new TreeMap<>(provenance.identity());
    recipe.settings().forEach((setting, value) -> mine.put("recipe " + setting, value));
    requireAlike(
        mine,
        true,
        "the workers of this run are at odds",
        "Start all with the same d2v, plugins, recipe and data.");
  }

  /** The first worker's state and parameters, for the others. */
  void send(Standing standing, Weights weights) {
    if (workers.areSeveral()) {
      say(standing.words());
      weights.exchange(exchange);
    }
  }

  /** What the first worker sends; the parameters are written. */
  Standing receive(Weights weights) {
    Map<String, String> first = say(Map.of()).get(0);
    weights.exchange(exchange);
    return Standing.of(first);
  }

  /**
   * Compares the parameters that all have come to.
   *
   * @param found damaged samples, since the last checkpoint
   * @return what the others found
   * @throws UserError of kind WORKER, if parameters differ, for all of them
   */
  List<Quarantine.Damaged> agree(Checkpoint checkpoint, List<Quarantine.Damaged> found) {
    if (!workers.areSeveral()) {
      return List.of();
    }
    requireAlike(
        TensorHashes.of(checkpoint),
        false,
        "the workers hold different parameters after step " + checkpoint.state().step(),
        "No checkpoint was written of them. The same command on all goes on from the one before;"
            + " should it come again, a machine or its device errs: leave it out.");
    List<Quarantine.Damaged> all = new ArrayList<>();
    say(Standing.words(found)).forEach(words -> all.addAll(Standing.damaged(words)));
    all.removeAll(found);
    return all;
  }

  /** The batches of all workers, by number. */
  List<KeptBatch> batches(List<KeptBatch> mine) {
    if (!workers.areSeveral()) {
      return mine;
    }
    return say(Map.of(BATCHES, KeptUpdate.text(mine))).stream()
        .flatMap(words -> KeptUpdate.batches(words.getOrDefault(BATCHES, "")).stream())
        .sorted(Comparator.comparingLong(KeptBatch::number))
        .toList();
  }

  @Override
  public void close() {
    exchange.close();
  }

  /** What each says, by rank. */
  private List<Map<String, String>> say(Map<String, String> mine) {
    return exchange.gather(bytes(mine)).stream().map(Peers::words).toList();
  }

  /** Compares hashes first: what is said itself is needed only where it differs. */
  private void requireAlike(
      Map<String, String> mine, boolean shown, String otherwise, String remedy) {
    Set<String> hashes = new HashSet<>();
    say(Map.of(HASH, Sha256.of(bytes(mine)))).forEach(words -> hashes.add(words.toString()));
    if (hashes.size() == 1) {
      return;
    }
    List<Map<String, String>> said = say(mine);
    String lines =
        IntStream.range(1, said.size())
            .mapToObj(rank -> difference(rank, said.get(0), said.get(rank), shown))
            .collect(Collectors.joining());
    throw new UserError(UserError.Kind.WORKER, otherwise + ":" + lines + "\n" + remedy);
  }

  private String difference(
      int rank, Map<String, String> first, Map<String, String> other, boolean shown) {
    Set<String> names = new TreeSet<>(first.keySet());
    names.addAll(other.keySet());
    names.removeIf(name -> Objects.equals(first.get(name), other.get(name)));
    if (names.isEmpty()) {
      return "";
    }
    return "\n  "
        + workers.name(rank)
        + " differs from "
        + workers.name(0)
        + ":"
        + names.stream()
            .limit(MOST_LISTED)
            .map(name -> "\n    " + name + (shown ? values(name, first, other) : ""))
            .collect(Collectors.joining())
        + (names.size() > MOST_LISTED ? "\n    and " + (names.size() - MOST_LISTED) + " more" : "");
  }

  private static String values(String name, Map<String, String> first, Map<String, String> other) {
    return ": "
        + other.getOrDefault(name, "(none)")
        + ", not "
        + first.getOrDefault(name, "(none)");
  }

  private static byte[] bytes(Map<String, String> words) {
    ObjectNode node = JSON.createObjectNode();
    new TreeMap<>(words).forEach(node::put);
    return JSON.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, String> words(byte[] bytes) {
    Map<String, String> words = new TreeMap<>();
    JsonNode node = JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      words.put(entry.getKey(), entry.getValue().asString());
    }
    return words;
  }
}
