package io.d2v.text;

import io.d2v.api.Configuration;
import io.d2v.api.UserError;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A {@code Data2VecTextConfig} as settings of a recipe, and back. */
final class HuggingFaceTextConfig {
  /** What transformers assumes where a configuration names no classes. */
  private static final int CLASSES = 2;

  private static final String MODEL = "Data2VecTextModel";
  private static final String WORDS = "Data2VecTextForMaskedLM";
  private static final String SAMPLES = "Data2VecTextForSequenceClassification";

  private HuggingFaceTextConfig() {}

  private static final String FOLDER = "folder";

  /** No key of transformers, which keeps it with the tokenizer, and takes it as any other. */
  private static final String MASK = "mask_token_id";

  /** The setting that names the data's tokenizer. */
  static final String TOKENIZER = "data.tokenizer";

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
    config.requireIfGiven("hidden_act", "gelu");
    config.requireIfGiven("is_decoder", false);
    config.requireIfGiven("add_cross_attention", false);
    config.requireIfGiven("position_embedding_type", "absolute");
    config.requireIfGiven("type_vocab_size", 1L);
    int padding = config.integer("pad_token_id");
    int places = config.integer("max_position_embeddings") - padding - 1;
    Map<String, String> settings = new TreeMap<>();
    settings.put("encoder.vocabulary", Integer.toString(config.integer("vocab_size")));
    settings.put("encoder.padding", Integer.toString(padding));
    settings.put("encoder.positions", Integer.toString(places));
    settings.put("encoder.lengths", "[" + places + "]");
    settings.put(
        "encoder.mask", // else the last of the vocabulary
        config.has(MASK) ? Integer.toString(config.integer(MASK)) : "null");
    settings.put("encoder.type", "true");
    String epsilon = Double.toString(config.number("layer_norm_eps"));
    settings.put("encoder.epsilon", epsilon);
    int layers = config.integer("num_hidden_layers");
    settings.put("transformer.width", Integer.toString(config.integer("hidden_size")));
    settings.put("transformer.layers", Integer.toString(layers));
    settings.put("transformer.heads", Integer.toString(config.integer("num_attention_heads")));
    settings.put("transformer.feed_forward", Integer.toString(config.integer("intermediate_size")));
    settings.put("transformer.norm", "post");
    settings.put("transformer.key_bias", "true");
    settings.put("transformer.layer_scale", "null");
    settings.put("transformer.epsilon", epsilon);
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
      int classes = config.below("id2label").map(names -> names.keys().size()).orElse(CLASSES);
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
  static Map<String, Object> config(Map<String, String> settings) {
    refuse(settings, "transformer.norm", "post");
    refuse(settings, "transformer.key_bias", "true");
    Head head = Head.of(settings);
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("architectures", List.of(head.architecture));
    int padding = integer(settings, "encoder.padding");
    String positions =
        settings.getOrDefault("encoder.positions", longest(setting(settings, "encoder.lengths")));
    config.put("vocab_size", integer(settings, "encoder.vocabulary"));
    config.put("pad_token_id", padding);
    config.put("max_position_embeddings", Integer.parseInt(positions) + padding + 1);
    if (settings.containsKey("encoder.mask")) {
      config.put(MASK, integer(settings, "encoder.mask"));
    }
    config.put("type_vocab_size", 1);
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
    config.put("tie_word_embeddings", true);
    if (head == Head.SAMPLES) {
      Map<String, Object> labels = new LinkedHashMap<>();
      for (int i = 0; i < integer(settings, "task.outputs"); i++) {
        labels.put(Integer.toString(i), "LABEL_" + i);
      }
      config.put("id2label", labels);
      boolean numbers = Objects.equals(settings.get("task.kind"), "numbers");
      config.put("problem_type", numbers ? "regression" : "single_label_classification");
    }
    return config;
  }

  private static String longest(String lengths) {
    return lengths.substring(
        Math.max(lengths.lastIndexOf('['), lengths.lastIndexOf(' ')) + 1, lengths.length() - 1);
  }

  private static void refuse(Map<String, String> settings, String key, String only) {
    if (!Objects.equals(settings.get(key), only)) {
      throw new UserError(
          UserError.Kind.CHECKPOINT,
          "Hugging Face's data2vec-text is "
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
