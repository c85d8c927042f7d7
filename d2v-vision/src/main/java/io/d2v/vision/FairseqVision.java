package io.d2v.vision;

import io.d2v.api.CheckpointLayout;
import io.d2v.api.Configuration;
import io.d2v.api.StoredName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Images in fairseq: {@code examples/data2vec/models/data2vec_vision.py}. Read only. */
final class FairseqVision implements CheckpointLayout {
  @Override
  public String name() {
    return "data2vec_vision";
  }

  @Override
  public Adapted recipe(Configuration config) {
    int along = config.integer("image_size") / Math.max(1, config.integer("patch_size"));
    int channels = config.has("in_channels") ? config.integer("in_channels") : 3;
    Map<String, String> settings = new TreeMap<>();
    settings.put("encoder.image_size", Integer.toString(config.integer("image_size")));
    settings.put("encoder.patch", Integer.toString(config.integer("patch_size")));
    settings.put("encoder.channels", Integer.toString(channels));
    if (channels == 1) {
      settings.put("encoder.mean", "[0.5]");
      settings.put("encoder.deviation", "[0.5]");
    }
    settings.put("encoder.class_token", "true");
    settings.put("encoder.positions", "none");
    settings.put(
        "encoder.relative_bias", config.truth("shared_rel_pos_bias") ? "shared" : "per_block");
    int layers = config.integer("depth");
    settings.put("transformer.width", Integer.toString(config.integer("embed_dim")));
    settings.put("transformer.layers", Integer.toString(layers));
    settings.put("transformer.heads", Integer.toString(config.integer("num_heads")));
    settings.put("transformer.norm", "pre");
    settings.put("transformer.key_bias", "false");
    settings.put("transformer.epsilon", "1e-5");
    double scale =
        config.has("layer_scale_init_value") ? config.number("layer_scale_init_value") : 0;
    settings.put("transformer.layer_scale", scale > 0 ? Double.toString(scale) : "null");
    int top = config.has("average_top_k_layers") ? config.integer("average_top_k_layers") : layers;
    settings.put("targets.layers", Integer.toString(Math.min(top, layers)));
    settings.put("masker.masked", Integer.toString(Math.max(1, along * along * 3 / 5)));
    settings.put("objective.head_layers", "0");
    return new Adapted("vision-base", settings);
  }

  @Override
  public List<StoredName> names(Map<String, String> settings) {
    String block = "transformer.blocks.*.";
    String layer = "encoder.blocks.*.";
    return List.of(
        StoredName.of("mask_token", "mask_emb"),
        StoredName.of("encoder.cls_token", "cls_emb"),
        StoredName.of("encoder.patch_embed.*", "patch_embed.conv.*"),
        StoredName.of(
            "encoder.rel_pos_bias.table", "encoder.rel_pos_bias.relative_position_bias_table"),
        StoredName.of(
            block + "rel_pos_bias.table", layer + "attn.rel_pos_bias.relative_position_bias_table"),
        StoredName.of(block + "norm1.*", layer + "norm1.*"),
        StoredName.of(block + "norm2.*", layer + "norm2.*"),
        StoredName.of(block + "scale1", layer + "gamma_1"),
        StoredName.of(block + "scale2", layer + "gamma_2"),
        StoredName.of(block + "attention.qkv.weight", layer + "attn.qkv.weight"),
        StoredName.of(block + "attention.q_bias", layer + "attn.q_bias"),
        StoredName.of(block + "attention.v_bias", layer + "attn.v_bias"),
        StoredName.of(block + "attention.out.*", layer + "attn.proj.*"),
        StoredName.of(block + "mlp.up.*", layer + "mlp.0.*"),
        StoredName.of(block + "mlp.down.*", layer + "mlp.2.*"),
        StoredName.of("transformer.norm.*", "encoder.norm.*"),
        StoredName.ignored("final_proj.*"), // there, but never used
        StoredName.ignored("encoder.rel_pos_bias.relative_position_index"),
        StoredName.ignored(layer + "attn.rel_pos_bias.relative_position_index"));
  }
}
