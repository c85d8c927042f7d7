package io.d2v.audio;

import io.d2v.api.Configuration;
import io.d2v.api.UserError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A {@code Data2VecAudioConfig} as settings of a recipe, and back. */
final class HuggingFaceAudioConfig {
  private static final String MODEL = "Data2VecAudioModel";
  private static final String LETTERS = "Data2VecAudioForCTC";

  private HuggingFaceAudioConfig() {}

  static Map<String, String> settings(Configuration config) {
    config.requireIfGiven("hidden_act", "gelu");
    config.requireIfGiven("feat_extract_activation", "gelu");
    config.requireIfGiven("add_adapter", false);
    List<Integer> channels = whole(config, "conv_dim");
    if (channels.stream().distinct().count() != 1) {
      throw config.wrong("conv_dim", "the same for each convolution");
    }
    int positions = config.integer("num_conv_pos_embeddings");
    int kernel = config.integer("conv_pos_kernel_size");
    if (positions < 2 || kernel < 3) {
      throw config.wrong("num_conv_pos_embeddings", "2 or more, of a kernel of 3 or more");
    }
    Map<String, String> settings = new TreeMap<>();
    settings.put("encoder.channels", channels.get(0).toString());
    settings.put("encoder.kernels", whole(config, "conv_kernel").toString());
    settings.put("encoder.strides", whole(config, "conv_stride").toString());
    settings.put("encoder.extractor_norm", "layer");
    settings.put("encoder.extractor_bias", Boolean.toString(config.truth("conv_bias")));
    settings.put("encoder.position_layers", Integer.toString(positions));
    settings.put("encoder.position_kernel", Integer.toString(positions * kernel));
    settings.put(
        "encoder.position_groups",
        Integer.toString(config.integer("num_conv_pos_embedding_groups")));
    settings.put("encoder.output_norm", "true");
    settings.put("encoder.epsilon", "1e-7"); // of its feature extractor
    String epsilon = Double.toString(config.number("layer_norm_eps"));
    settings.put("encoder.norm_epsilon", epsilon);
    int layers = config.integer("num_hidden_layers");
    settings.put("transformer.width", Integer.toString(config.integer("hidden_size")));
    settings.put("transformer.layers", Integer.toString(layers));
    settings.put("transformer.heads", Integer.toString(config.integer("num_attention_heads")));
    settings.put("transformer.feed_forward", Integer.toString(config.integer("intermediate_size")));
    settings.put("transformer.norm", "post");
    settings.put("transformer.key_bias", "true");
    settings.put("transformer.layer_scale", "null");
    settings.put("transformer.epsilon", epsilon);
    settings.put("targets.layers", Integer.toString(Math.min(8, layers)));
    task(config, settings);
    return settings;
  }

  private static void task(Configuration config, Map<String, String> settings) {
    List<String> architectures =
        config.has("architectures") ? config.texts("architectures") : List.of(MODEL);
    if (architectures.equals(List.of(LETTERS))) {
      settings.put("task.kind", "letters");
      settings.put("task.outputs", Integer.toString(config.integer("vocab_size")));
      settings.put("task.blank", Integer.toString(config.integer("pad_token_id")));
      settings.put("task.reduction", config.text("ctc_loss_reduction"));
    } else if (!architectures.equals(List.of(MODEL))) {
      throw config.wrong("architectures", "[" + MODEL + "] or [" + LETTERS + "]");
    }
  }

  /** The configuration of a model of ours, without its name. */
  static Map<String, Object> config(Map<String, String> settings) {
    require(settings, "transformer.norm", "post");
    require(settings, "transformer.key_bias", "true");
    require(settings, "encoder.extractor_norm", "layer");
    require(settings, "encoder.output_norm", "true");
    List<Integer> kernels = integers(setting(settings, "encoder.kernels"));
    int layers = integer(settings, "encoder.position_layers");
    if (layers < 2) {
      throw new UserError(
          UserError.Kind.CHECKPOINT,
          "Hugging Face's data2vec-audio has 2 positional convolutions or more; the model has "
              + layers);
    }
    Map<String, Object> config = new LinkedHashMap<>();
    boolean letters = Objects.equals(settings.get("task.kind"), "letters");
    config.put("architectures", List.of(letters ? LETTERS : MODEL));
    config.put(
        "conv_dim",
        java.util.Collections.nCopies(kernels.size(), integer(settings, "encoder.channels")));
    config.put("conv_kernel", kernels);
    config.put("conv_stride", integers(setting(settings, "encoder.strides")));
    config.put("num_feat_extract_layers", kernels.size());
    config.put("conv_bias", Boolean.valueOf(setting(settings, "encoder.extractor_bias")));
    config.put("feat_extract_activation", "gelu");
    config.put("num_conv_pos_embeddings", layers);
    config.put(
        "conv_pos_kernel_size", Math.max(3, integer(settings, "encoder.position_kernel") / layers));
    config.put("num_conv_pos_embedding_groups", integer(settings, "encoder.position_groups"));
    config.put("layer_norm_eps", Double.parseDouble(setting(settings, "transformer.epsilon")));
    config.put("hidden_size", integer(settings, "transformer.width"));
    config.put("num_hidden_layers", integer(settings, "transformer.layers"));
    config.put("num_attention_heads", integer(settings, "transformer.heads"));
    config.put(
        "intermediate_size",
        settings.containsKey("transformer.feed_forward")
            ? integer(settings, "transformer.feed_forward")
            : 4 * integer(settings, "transformer.width"));
    config.put("hidden_act", "gelu");
    if (letters) {
      config.put("vocab_size", integer(settings, "task.outputs"));
      config.put("pad_token_id", integer(settings, "task.blank"));
      config.put("ctc_loss_reduction", setting(settings, "task.reduction"));
    }
    return config;
  }

  /** A list as a recipe writes it. */
  static List<Integer> integers(String list) {
    return Stream.of(list.replaceAll("[\\[\\]\\s]", "").split(",", -1))
        .map(Integer::valueOf)
        .toList();
  }

  private static List<Integer> whole(Configuration config, String key) {
    return config.numbers(key).stream().map(Double::intValue).toList();
  }

  private static void require(Map<String, String> settings, String key, String only) {
    if (!Objects.equals(settings.get(key), only)) {
      throw new UserError(
          UserError.Kind.CHECKPOINT,
          "Hugging Face's data2vec-audio is "
              + key
              + ": "
              + only
              + "; the model is "
              + settings.get(key));
    }
  }

  private static int integer(Map<String, String> settings, String key) {
    return Integer.parseInt(setting(settings, key));
  }

  private static String setting(Map<String, String> settings, String key) {
    return Objects.requireNonNull(settings.get(key), key);
  }
}
