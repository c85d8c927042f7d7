package io.d2v.api;

import java.util.List;
import java.util.Map;

/** What fairseq's transformers for sound and text have alike, for layouts of modalities. */
public final class FairseqTransformer {
  private FairseqTransformer() {}

  /** {@return settings that none of their configurations has} */
  public static Map<String, String> settings() {
    return Map.of(
        "transformer.key_bias", "true",
        "transformer.layer_scale", "null",
        "transformer.epsilon", "1e-5");
  }

  /**
   * {@return a setting of how many layers make the targets: what a configuration says, or all}
   *
   * @param config what the other software's configuration says
   * @param layers how many the transformer has
   */
  public static Map<String, String> targets(Configuration config, int layers) {
    String key = "average_top_k_layers";
    int top = config.has(key) ? config.integer(key) : layers;
    return Map.of("targets.layers", Integer.toString(Math.min(top, layers)));
  }

  /**
   * {@return what the parameters of a block are called}
   *
   * @param layer what comes before, with a star for its number and a dot at the end
   */
  public static List<StoredName> names(String layer) {
    String block = "transformer.blocks.*.";
    return List.of(
        StoredName.stacked(
            block + "attention.qkv.*",
            layer + "self_attn.q_proj.*",
            layer + "self_attn.k_proj.*",
            layer + "self_attn.v_proj.*"),
        StoredName.of(block + "attention.out.*", layer + "self_attn.out_proj.*"),
        StoredName.of(block + "norm1.*", layer + "self_attn_layer_norm.*"),
        StoredName.of(block + "mlp.up.*", layer + "fc1.*"),
        StoredName.of(block + "mlp.down.*", layer + "fc2.*"),
        StoredName.of(block + "norm2.*", layer + "final_layer_norm.*"));
  }
}
