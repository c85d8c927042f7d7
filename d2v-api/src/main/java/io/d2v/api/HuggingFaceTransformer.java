package io.d2v.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What all configurations of Hugging Face's transformers say alike, for layouts of modalities. */
public final class HuggingFaceTransformer {
  /** How many classes there are where a configuration names none. */
  private static final int CLASSES = 2;

  private static final String LABELS = "id2label";

  private HuggingFaceTransformer() {}

  /**
   * {@return width, layers, heads, feed-forward width and epsilon as settings of a recipe}
   *
   * @param config what the other software's configuration says
   */
  public static Map<String, String> settings(Configuration config) {
    config.requireIfGiven("hidden_act", "gelu");
    Map<String, String> settings = new TreeMap<>();
    settings.put("transformer.width", Integer.toString(config.integer("hidden_size")));
    settings.put("transformer.layers", Integer.toString(config.integer("num_hidden_layers")));
    settings.put("transformer.heads", Integer.toString(config.integer("num_attention_heads")));
    settings.put("transformer.feed_forward", Integer.toString(config.integer("intermediate_size")));
    settings.put("transformer.epsilon", Double.toString(config.number("layer_norm_eps")));
    return settings;
  }

  /**
   * {@return the same as a configuration has them}
   *
   * @param settings of a model of ours
   */
  public static Map<String, Object> config(FlatSettings settings) {
    Map<String, Object> config = new LinkedHashMap<>();
    int width = settings.integer("transformer.width");
    config.put("hidden_size", width);
    config.put("num_hidden_layers", settings.integer("transformer.layers"));
    config.put("num_attention_heads", settings.integer("transformer.heads"));
    config.put(
        "intermediate_size",
        settings.has("transformer.feed_forward")
            ? settings.integer("transformer.feed_forward")
            : 4 * width);
    config.put("layer_norm_eps", settings.number("transformer.epsilon"));
    config.put("hidden_act", "gelu");
    return config;
  }

  /**
   * {@return how many classes a configuration names}
   *
   * @param config what the other software's configuration says
   */
  public static int classes(Configuration config) {
    return config.below(LABELS).map(names -> names.keys().size()).orElse(CLASSES);
  }

  /**
   * {@return so many classes as a configuration names them}
   *
   * @param classes how many
   */
  public static Map<String, Object> named(int classes) {
    Map<String, Object> labels = new LinkedHashMap<>();
    for (int i = 0; i < classes; i++) {
      labels.put(Integer.toString(i), "LABEL_" + i);
    }
    return Map.of(LABELS, labels);
  }
}
