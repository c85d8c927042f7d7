package io.d2v.core.train;

import io.d2v.api.Encoder;
import io.d2v.api.graph.Array;
import io.d2v.core.model.TransformerSettings;
import io.d2v.core.model.TransformerSettings.Norm;
import io.d2v.core.model.TransformerSettings.Weights;
import java.util.Map;
import java.util.Optional;

/** A golden step on images. */
final class VisionStep extends GoldenStep {
  VisionStep(Fixtures fixtures) {
    super(fixtures);
  }

  @Override
  Encoder encoder() {
    int channels = model.get("in_channels").asInt();
    String ones = channels == 1 ? "[1]" : "[1, 1, 1]";
    String bias = model.get("shared_rel_pos_bias").asBoolean() ? "shared" : "per_block";
    return encoder(
        "vision",
        String.format(
            "{image_size: %d, patch: %d, channels: %d, relative_bias: %s, mean: %s,"
                + " deviation: %s}",
            model.get("image_size").asInt(),
            model.get("patch_size").asInt(),
            channels,
            bias,
            ones,
            ones));
  }

  @Override
  TransformerSettings transformer() {
    return new TransformerSettings(
        model.get("embed_dim").asInt(),
        model.get("depth").asInt(),
        model.get("num_heads").asInt(),
        Optional.empty(), // the reference ignores mlp_ratio
        Norm.PRE,
        positive(model.get("layer_scale_init_value")),
        false,
        0,
        0,
        0,
        model.get("drop_path").asDouble(),
        0,
        1e-5,
        Weights.BEIT,
        Optional.empty());
  }

  @Override
  int headLayers() {
    return 0;
  }

  @Override
  int extra() {
    return 1;
  }

  @Override
  boolean blockTargets() {
    return model.get("end_of_block_targets").asBoolean();
  }

  @Override
  Map<String, Array> inputs(Map<String, Array> stored) {
    return Map.of("pixels", stored.get("pixel_values"));
  }

  @Override
  Optional<String> rename(String name) {
    if (name.startsWith("final_proj.") || name.endsWith("relative_position_index")) {
      return Optional.empty();
    }
    return Optional.of(
        name.replace("cls_emb", "encoder.cls_token")
            .replace("mask_emb", "mask_token")
            .replace("patch_embed.conv.", "encoder.patch_embed.")
            .replaceFirst("^encoder\\.(blocks|norm)\\.", "transformer.$1.")
            .replace("rel_pos_bias.relative_position_bias_table", "rel_pos_bias.table")
            .replace(".attn.proj.", ".attention.out.")
            .replace(".attn.", ".attention.")
            .replace(".mlp.0.", ".mlp.up.")
            .replace(".mlp.2.", ".mlp.down.")
            .replace(".gamma_", ".scale"));
  }
}
