package io.d2v.vision;

import io.d2v.api.Configuration;
import io.d2v.api.FlatSettings;
import io.d2v.api.HuggingFaceTransformer;
import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A {@code Data2VecVisionConfig} as settings of a recipe, and back. */
final class HuggingFaceVisionConfig {
  private HuggingFaceVisionConfig() {}

  static Map<String, String> settings(Configuration config, String model, String classifier) {
    boolean perLayer = config.truth("use_relative_position_bias");
    boolean shared = config.truth("use_shared_relative_position_bias");
    if (perLayer && shared) {
      throw config.wrong("use_shared_relative_position_bias", "false where each layer has its own");
    }
    Map<String, String> settings = new TreeMap<>(HuggingFaceTransformer.settings(config));
    settings.put("encoder.image_size", side(config, "image_size"));
    settings.put("encoder.patch", side(config, "patch_size"));
    int channels = config.integer("num_channels");
    settings.put("encoder.channels", Integer.toString(channels));
    settings.put("encoder.mean", pixels(config, "image_mean", channels));
    settings.put("encoder.deviation", pixels(config, "image_std", channels));
    settings.put("encoder.class_token", "true");
    settings.put(
        "encoder.positions", config.truth("use_absolute_position_embeddings") ? "learned" : "none");
    settings.put("encoder.relative_bias", shared ? "shared" : perLayer ? "per_block" : "none");
    double scale = config.number("layer_scale_init_value");
    settings.put("transformer.layer_scale", scale > 0 ? Double.toString(scale) : "null");
    settings.put("transformer.key_bias", "false");
    int along = config.integer("image_size") / Math.max(1, config.integer("patch_size"));
    settings.put("masker.masked", Integer.toString(Math.max(1, along * along * 3 / 5)));
    int layers = config.integer("num_hidden_layers");
    settings.put("targets.layers", Integer.toString(Math.min(6, layers)));
    task(config, model, classifier, settings);
    return settings;
  }

  private static void task(
      Configuration config, String model, String classifier, Map<String, String> settings) {
    boolean mean = config.truth("use_mean_pooling");
    settings.put("transformer.norm", mean ? "pre_inside" : "pre");
    settings.put("task.pooling", mean ? "mean" : "first");
    settings.put("task.norm", Boolean.toString(mean));
    List<String> architectures =
        config.has("architectures") ? config.texts("architectures") : List.of(model);
    if (architectures.equals(List.of(classifier))) {
      int classes = HuggingFaceTransformer.classes(config);
      settings.put("task.kind", "classes");
      settings.put("task.outputs", Integer.toString(classes));
    } else if (architectures.equals(List.of(model))) {
      settings.put("task.kind", "features");
    } else {
      throw config.wrong("architectures", "[" + model + "] or [" + classifier + "]");
    }
  }

  /** The configuration of a model of ours, without its name. */
  static Map<String, Object> config(FlatSettings settings) {
    refuse(settings, "transformer.key_bias", "true", "keys without bias");
    refuse(settings, "transformer.norm", "post", "a pre-norm transformer");
    refuse(settings, "encoder.class_token", "false", "a class token");
    Map<String, Object> config = HuggingFaceTransformer.config(settings);
    config.put("image_size", settings.integer("encoder.image_size"));
    config.put("patch_size", settings.integer("encoder.patch"));
    config.put("num_channels", settings.integer("encoder.channels"));
    config.put(
        "layer_scale_init_value",
        Double.parseDouble(settings.entries().getOrDefault("transformer.layer_scale", "0")));
    config.put("use_absolute_position_embeddings", !settings.is("encoder.positions", "none"));
    config.put("use_relative_position_bias", settings.is("encoder.relative_bias", "per_block"));
    config.put("use_shared_relative_position_bias", settings.is("encoder.relative_bias", "shared"));
    config.put("use_mean_pooling", settings.is("transformer.norm", "pre_inside"));
    config.put("use_mask_token", true);
    config.put(
        "preprocessor",
        Map.of(
            "image_processor_type",
            "BeitImageProcessor",
            "do_resize",
            true,
            "do_normalize",
            true,
            "size",
            Map.of(
                "height",
                settings.integer("encoder.image_size"),
                "width",
                settings.integer("encoder.image_size")),
            "image_mean",
            settings.numbers("encoder.mean"),
            "image_std",
            settings.numbers("encoder.deviation")));
    if (settings.is("task.kind", "classes")) {
      config.putAll(HuggingFaceTransformer.named(settings.integer("task.outputs")));
    }
    return config;
  }

  /** Fixed positions as a table that has one for the class token too, which gets nothing. */
  static Array sinCos(FlatSettings settings) {
    int width = settings.integer("transformer.width");
    int along = settings.integer("encoder.image_size") / settings.integer("encoder.patch");
    float[] patches = SinCos.positions(along, width).floats();
    float[] all = new float[patches.length + width];
    System.arraycopy(patches, 0, all, width, patches.length);
    return Array.of(Shape.of(1, along * along + 1, width), all);
  }

  private static String side(Configuration config, String key) {
    return Integer.toString(config.integer(key));
  }

  private static String pixels(Configuration config, String key, int channels) {
    List<Double> values =
        config
            .below("preprocessor")
            .filter(preprocessor -> preprocessor.has(key))
            .map(preprocessor -> preprocessor.numbers(key))
            // BEiT's, which is what transformers' image processor for these models assumes.
            .orElseGet(() -> Collections.nCopies(channels, 0.5));
    return values.toString();
  }

  private static void refuse(FlatSettings settings, String key, String value, String stored) {
    if (settings.is(key, value)) {
      throw new UserError(
          UserError.Kind.CHECKPOINT,
          "Hugging Face's data2vec-vision has " + stored + "; the model has " + key + ": " + value);
    }
  }
}
