package io.d2v.text;

import io.d2v.api.CheckpointLayout;
import io.d2v.api.Configuration;
import io.d2v.api.StoredName;
import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Text in fairseq: {@code examples/data2vec/models/data2vec_text.py}. Read only. */
final class FairseqText implements CheckpointLayout {
  private static final String SENTENCES = "encoder.sentence_encoder.";
  private static final String WORDS = SENTENCES + "embed_tokens.weight";

  /** The padding id of RoBERTa's dictionary; no configuration says it. */
  private static final int PADDING = 1;

  @Override
  public String name() {
    return "data2vec_text";
  }

  @Override
  public Adapted recipe(Configuration config) {
    Configuration encoder =
        config.below("transformer").flatMap(below -> below.below("encoder")).orElse(config);
    int places = config.integer("max_positions");
    int words =
        config
            .below("shapes")
            .map(shapes -> shapes.numbers(WORDS).get(0).intValue())
            .orElseThrow(() -> config.wrong("shapes", "there"));
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
    settings.put("transformer.key_bias", "true");
    settings.put("transformer.layer_scale", "null");
    settings.put("transformer.epsilon", "1e-5");
    int top = config.has("average_top_k_layers") ? config.integer("average_top_k_layers") : layers;
    settings.put("targets.layers", Integer.toString(Math.min(top, layers)));
    settings.put(
        "objective.head_layers",
        Integer.toString(config.has("head_layers") ? config.integer("head_layers") : 1));
    return new Adapted("text-base", settings);
  }

  @Override
  public List<StoredName> names(Map<String, String> settings) {
    String block = "transformer.blocks.*.";
    String layer = SENTENCES + "layers.*.";
    return List.of(
        StoredName.of("encoder.tokens.weight", WORDS),
        StoredName.of("encoder.positions.weight", SENTENCES + "embed_positions.weight"),
        StoredName.of("encoder.norm.*", SENTENCES + "layernorm_embedding.*"),
        StoredName.stacked(
            block + "attention.qkv.*",
            layer + "self_attn.q_proj.*",
            layer + "self_attn.k_proj.*",
            layer + "self_attn.v_proj.*"),
        StoredName.of(block + "attention.out.*", layer + "self_attn.out_proj.*"),
        StoredName.of(block + "norm1.*", layer + "self_attn_layer_norm.*"),
        StoredName.of(block + "mlp.up.*", layer + "fc1.*"),
        StoredName.of(block + "mlp.down.*", layer + "fc2.*"),
        StoredName.of(block + "norm2.*", layer + "final_layer_norm.*"),
        StoredName.of("transformer.norm.*", SENTENCES + "layer_norm.*"),
        StoredName.of("head.0.*", "encoder.regression_head.0.*"),
        StoredName.of("head.1.*", "encoder.regression_head.2.*"),
        StoredName.ignored(SENTENCES + "version"));
  }

  @Override
  public Given inputs(Map<String, String> settings, Map<String, Array> theirs) {
    throw new UserError(
        UserError.Kind.DATA,
        "a fairseq checkpoint names no inputs; import it, and give the run's encoder its own");
  }
}
