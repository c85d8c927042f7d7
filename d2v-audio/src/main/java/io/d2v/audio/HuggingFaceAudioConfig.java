package io.d2v.audio;

import io.d2v.api.Configuration;
import io.d2v.api.FlatSettings;
import io.d2v.api.HuggingFaceTransformer;
import io.d2v.api.UserError;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A {@code Data2VecAudioConfig} as settings of a recipe, and back. */
final class HuggingFaceAudioConfig {
  private static final String MODEL = "Data2VecAudioModel";
  private static final String STORED = "Hugging Face's data2vec-audio";
  private static final String LETTERS = "Data2VecAudioForCTC";

  private HuggingFaceAudioConfig() {}

  static Map<String, String> settings(Configuration config) {
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
    Map<String, String> settings = new TreeMap<>(HuggingFaceTransformer.settings(config));
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
    settings.put("encoder.norm_epsilon", Double.toString(config.number("layer_norm_eps")));
    settings.put("transformer.norm", "post");
    settings.put("transformer.key_bias", "true");
    settings.put("transformer.layer_scale", "null");
    int layers = config.integer("num_hidden_layers");
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
  static Map<String, Object> config(FlatSettings settings) {
    settings.require(STORED, "transformer.norm", "post");
    settings.require(STORED, "transformer.key_bias", "true");
    settings.require(STORED, "encoder.extractor_norm", "layer");
    settings.require(STORED, "encoder.output_norm", "true");
    settings.require(STORED, "encoder.alibi", "none");
    List<Integer> kernels = settings.integers("encoder.kernels");
    int layers = settings.integer("encoder.position_layers");
    if (layers < 2) {
      throw new UserError(
          UserError.Kind.CHECKPOINT,
          STORED + " has 2 positional convolutions or more; the model has " + layers);
    }
    Map<String, Object> config = HuggingFaceTransformer.config(settings);
    boolean letters = settings.is("task.kind", "letters");
    config.put("architectures", List.of(letters ? LETTERS : MODEL));
    config.put(
        "conv_dim", Collections.nCopies(kernels.size(), settings.integer("encoder.channels")));
    config.put("conv_kernel", kernels);
    config.put("conv_stride", settings.integers("encoder.strides"));
    config.put("num_feat_extract_layers", kernels.size());
    config.put("conv_bias", settings.is("encoder.extractor_bias", "true"));
    config.put("feat_extract_activation", "gelu");
    config.put("num_conv_pos_embeddings", layers);
    config.put(
        "conv_pos_kernel_size", Math.max(3, settings.integer("encoder.position_kernel") / layers));
    config.put("num_conv_pos_embedding_groups", settings.integer("encoder.position_groups"));
    if (letters) {
      config.put("vocab_size", settings.integer("task.outputs"));
      config.put("pad_token_id", settings.integer("task.blank"));
      config.put("ctc_loss_reduction", settings.text("task.reduction"));
    }
    return config;
  }

  private static List<Integer> whole(Configuration config, String key) {
    return config.numbers(key).stream().map(Double::intValue).toList();
  }
}
