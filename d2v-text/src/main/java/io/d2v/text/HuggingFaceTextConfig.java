package io.d2v.text;

import io.d2v.api.Configuration;
import io.d2v.api.FlatSettings;
import io.d2v.api.HuggingFaceTransformer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A {@code Data2VecTextConfig} as settings of a recipe, and back. */
final class HuggingFaceTextConfig {
  private static final String STORED = "Hugging Face's data2vec-text";
  private static final String MODEL = "Data2VecTextModel";
  private static final String WORDS = "Data2VecTextForMaskedLM";
  private static final String SAMPLES = "Data2VecTextForSequenceClassification";

  private static final String FOLDER = "folder";

  /** No key of transformers, which keeps it with the tokenizer, and takes it as any other. */
  private static final String MASK = "mask_token_id";

  /** The setting that names the data's tokenizer. */
  static final String TOKENIZER = "data.tokenizer";

  private HuggingFaceTextConfig() {}

  /** What stands on top of the encoder there. */
  enum Head {
    NONE(MODEL),
    WORDS(HuggingFaceTextConfig.WORDS),
    SAMPLES(HuggingFaceTextConfig.SAMPLES);

    private final String architecture;

    Head(String architecture) {
      this.architecture = architecture;
    }

    static Head of(Map<String, String> settings) {
      return switch (settings.getOrDefault("task.kind", "none")) {
        case "words" -> WORDS;
        case "classes", "numbers" -> SAMPLES;
        default -> NONE;
      };
    }
  }

  static Map<String, String> settings(Configuration config) {
    config.requireIfGiven("is_decoder", false);
    config.requireIfGiven("add_cross_attention", false);
    config.requireIfGiven("position_embedding_type", "absolute");
    config.requireIfGiven("type_vocab_size", 1L);
    int padding = config.integer("pad_token_id");
    int places = config.integer("max_position_embeddings") - padding - 1;
    Map<String, String> settings = new TreeMap<>(HuggingFaceTransformer.settings(config));
    settings.put("encoder.vocabulary", Integer.toString(config.integer("vocab_size")));
    settings.put("encoder.padding", Integer.toString(padding));
    settings.put("encoder.positions", Integer.toString(places));
    settings.put("encoder.lengths", "[" + places + "]");
    settings.put(
        "encoder.mask", // else the last of the vocabulary
        config.has(MASK) ? Integer.toString(config.integer(MASK)) : "null");
    settings.put("encoder.type", "true");
    settings.put("encoder.epsilon", Double.toString(config.number("layer_norm_eps")));
    settings.put("transformer.norm", "post");
    settings.put("transformer.key_bias", "true");
    settings.put("transformer.layer_scale", "null");
    int layers = config.integer("num_hidden_layers");
    settings.put("targets.layers", Integer.toString(Math.min(10, layers)));
    settings.put("data.tokens", Integer.toString(places));
    if (config.has(FOLDER) && TokenizerFiles.in(Path.of(config.text(FOLDER)))) {
      settings.put(TOKENIZER, QuotedText.of(config.text(FOLDER)));
    }
    task(config, settings);
    return settings;
  }

  private static void task(Configuration config, Map<String, String> settings) {
    List<String> architectures =
        config.has("architectures") ? config.texts("architectures") : List.of(MODEL);
    settings.put("task.pooling", "first");
    settings.put("task.hidden", "true");
    if (architectures.equals(List.of(MODEL))) {
      settings.put("task.kind", "features");
    } else if (architectures.equals(List.of(WORDS))) {
      settings.put("task.kind", "words");
      settings.put("task.outputs", Integer.toString(config.integer("vocab_size")));
      settings.put("task.table", "encoder.tokens.weight");
    } else if (architectures.equals(List.of(SAMPLES))) {
      int classes = HuggingFaceTransformer.classes(config);
      String problem =
          config.has("problem_type")
              ? config.text("problem_type")
              : classes == 1 ? "regression" : "single_label_classification";
      settings.put("task.outputs", Integer.toString(classes));
      settings.put(
          "task.kind",
          switch (problem) {
            case "regression" -> "numbers";
            case "single_label_classification" -> "classes";
            default ->
                throw config.wrong("problem_type", "regression or single_label_classification");
          });
    } else {
      throw config.wrong("architectures", "one of " + List.of(MODEL, WORDS, SAMPLES));
    }
  }

  /** The configuration of a model of ours, without its name. */
  static Map<String, Object> config(FlatSettings settings) {
    settings.require(STORED, "transformer.norm", "post");
    settings.require(STORED, "transformer.key_bias", "true");
    Head head = Head.of(settings.entries());
    Map<String, Object> config = HuggingFaceTransformer.config(settings);
    config.put("architectures", List.of(head.architecture));
    int padding = settings.integer("encoder.padding");
    int places =
        settings.has("encoder.positions")
            ? settings.integer("encoder.positions")
            : Collections.max(settings.integers("encoder.lengths"));
    config.put("vocab_size", settings.integer("encoder.vocabulary"));
    config.put("pad_token_id", padding);
    config.put("max_position_embeddings", places + padding + 1);
    if (settings.has("encoder.mask")) {
      config.put(MASK, settings.integer("encoder.mask"));
    }
    config.put("type_vocab_size", 1);
    config.put("tie_word_embeddings", true);
    if (head == Head.SAMPLES) {
      config.putAll(HuggingFaceTransformer.named(settings.integer("task.outputs")));
      boolean numbers = settings.is("task.kind", "numbers");
      config.put("problem_type", numbers ? "regression" : "single_label_classification");
    }
    return config;
  }
}
