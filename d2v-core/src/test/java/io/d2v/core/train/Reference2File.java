package io.d2v.core.train;

import io.d2v.api.graph.Array;
import io.d2v.testkit.PyTorchZip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A golden step of data2vec 2.0 as fairseq's trainer would have saved it: to be changed, and
 * written.
 */
final class Reference2File {
  final Map<String, Object> model = new HashMap<>();
  final Map<String, Object> own;
  final Map<String, Object> parameters = new TreeMap<>();

  Reference2File(Golden2Step step) {
    Map<String, Object> given = plain(step.model);
    own = below(given.remove("modality"));
    own.put("decoder", given.remove("decoder"));
    for (String ours : List.of("vocab", "pad", "bos", "eos", "mask_id")) {
      given.remove(ours);
    }
    String type = String.valueOf(own.get("type"));
    Map<String, Object> modalities = new HashMap<>();
    for (String name : List.of("audio", "image", "text")) {
      modalities.put(
          name, new HashMap<>(Map.of("type", name.toUpperCase(Locale.ROOT), "prenet_depth", 4)));
    }
    modalities.put(type.toLowerCase(Locale.ROOT), own);
    model.putAll(given);
    model.put("_name", "data2vec_multi");
    model.put("supported_modality", type);
    model.put("modalities", modalities);
    parameters.putAll(step.fixtures.tensors("student"));
    parameters.put("_ema", new TreeMap<>(step.fixtures.tensors("teacher")));
  }

  /** Leaves out teacher and decoder, as fine-tuning does. */
  Reference2File encoderAlone() {
    parameters.keySet().removeIf(name -> name.equals("_ema") || name.contains(".decoder."));
    return this;
  }

  Array tensor(String name) {
    return (Array) parameters.get(name);
  }

  Path write(Path file) throws IOException {
    Map<String, Object> config = new HashMap<>();
    config.put("_name", null);
    config.put("common", Map.of("seed", 1, "fp16", true));
    config.put("model", model);
    Map<String, Object> root = new HashMap<>();
    root.put("args", null);
    root.put("cfg", config);
    root.put("model", parameters);
    root.put("optimizer_history", List.of(Map.of("num_updates", 3, "best_loss", 2.5)));
    PyTorchZip.write(file, root);
    return file;
  }

  private static Map<String, Object> plain(JsonNode node) {
    return below(new ObjectMapper().convertValue(node, Map.class));
  }

  private static Map<String, Object> below(Object map) {
    Map<String, Object> copied = new HashMap<>();
    ((Map<?, ?>) map).forEach((key, value) -> copied.put(String.valueOf(key), value));
    return copied;
  }
}
