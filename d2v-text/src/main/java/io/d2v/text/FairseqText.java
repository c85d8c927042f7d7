package io.d2v.text;

import io.d2v.api.CheckpointLayout;
import io.d2v.api.Configuration;
import io.d2v.api.FairseqTransformer;
import io.d2v.api.StoredName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Text in fairseq: {@code examples/data2vec/models/data2vec_text.py}. Read only. */
final class FairseqText implements CheckpointLayout {
  private static final String SENTENCES = "encoder.sentence_encoder.";
  private static final String WORDS = SENTENCES + "embed_tokens.weight";

  /** The padding id of RoBERTa's dictionary; no configuration says it. */
  static final int PADDING = 1;

  @Override
  public String name() {
    return "data2vec_text";
  }

  @Override
  public Adapted recipe(Configuration config) {
    Configuration encoder =
        config.below("transformer").flatMap(below -> below.below("encoder")).orElse(config);
    int places = config.integer("max_positions");
    int words = words(config, WORDS);
    int layers = encoder.integer("layers");
    Map<String, String> settings = new TreeMap<>();
    settings.put("encoder.vocabulary", Integer.toString(words));
    settings.put("encoder.padding", Integer.toString(PADDING));
    settings.put("encoder.positions", Integer.toString(places));
    settings.put("encoder.lengths", "[" + places + "]");
    settings.put("encoder.mask", "null"); // the last of the vocabulary
    settings.put("encoder.type", "false");
    settings.put("encoder.epsilon", "1e-5");
    settings.put("transformer.width", Integer.toString(encoder.integer("embed_dim")));
    settings.put("transformer.layers", Integer.toString(layers));
    settings.put("transformer.heads", Integer.toString(encoder.integer("attention_heads")));
    settings.put("transformer.feed_forward", Integer.toString(encoder.integer("ffn_embed_dim")));
    settings.put("transformer.norm", encoder.truth("normalize_before") ? "pre" : "post");
    settings.putAll(FairseqTransformer.settings());
    settings.putAll(FairseqTransformer.targets(config, layers));
    settings.put(
        "objective.head_layers",
        Integer.toString(config.has("head_layers") ? config.integer("head_layers") : 1));
    return new Adapted("text-base", settings);
  }

  /** How many rows a table has: no configuration says how large the vocabulary is. */
  static int words(Configuration config, String table) {
    return config
        .below("shapes")
        .filter(shapes -> shapes.has(table))
        .flatMap(shapes -> shapes.numbers(table).stream().findFirst())
        .map(Double::intValue)
        .orElseThrow(() -> config.wrong(table, "there, of a row for each word"));
  }

  @Override
  public List<StoredName> names(Map<String, String> settings) {
    List<StoredName> names = new ArrayList<>(FairseqTransformer.names(SENTENCES + "layers.*."));
    names.addAll(
        List.of(
            StoredName.of("encoder.tokens.weight", WORDS),
            StoredName.of("encoder.positions.weight", SENTENCES + "embed_positions.weight"),
            StoredName.of("encoder.norm.*", SENTENCES + "layernorm_embedding.*"),
            StoredName.of("transformer.norm.*", SENTENCES + "layer_norm.*"),
            StoredName.of("head.0.*", "encoder.regression_head.0.*"),
            StoredName.of("head.1.*", "encoder.regression_head.2.*"),
            StoredName.ignored(SENTENCES + "version")));
    return names;
  }
}
