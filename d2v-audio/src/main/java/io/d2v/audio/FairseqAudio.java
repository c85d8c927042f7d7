package io.d2v.audio;

import io.d2v.api.CheckpointLayout;
import io.d2v.api.Configuration;
import io.d2v.api.FairseqTransformer;
import io.d2v.api.StoredName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Sound in fairseq: {@code examples/data2vec/models/data2vec_audio.py}. Read only. */
final class FairseqAudio implements CheckpointLayout {
  @Override
  public String name() {
    return "data2vec_audio";
  }

  @Override
  public Adapted recipe(Configuration config) {
    config.requireIfGiven("activation_fn", "gelu");
    boolean normFirst = config.truth("layer_norm_first");
    int layers = config.integer("encoder_layers");
    Map<String, String> settings = new TreeMap<>();
    FairseqConvolutions.put(config, "conv_feature_layers", settings);
    settings.put("encoder.extractor_norm", FairseqConvolutions.norm(config, "default"));
    settings.put("encoder.extractor_bias", Boolean.toString(config.truth("conv_bias")));
    settings.put(
        "encoder.extractor_gradient",
        config.has("feature_grad_mult")
            ? Double.toString(config.number("feature_grad_mult"))
            : "1");
    settings.put(
        "encoder.position_layers",
        Integer.toString(config.has("pos_conv_depth") ? config.integer("pos_conv_depth") : 1));
    settings.put("encoder.position_kernel", Integer.toString(config.integer("conv_pos")));
    settings.put("encoder.position_groups", Integer.toString(config.integer("conv_pos_groups")));
    if (config.has("mask_channel_prob") && config.number("mask_channel_prob") > 0) {
      settings.put("encoder.channel_share", Double.toString(config.number("mask_channel_prob")));
      settings.put(
          "encoder.channel_length", Integer.toString(config.integer("mask_channel_length")));
    }
    settings.put("encoder.output_norm", Boolean.toString(!normFirst));
    settings.put("encoder.epsilon", "1e-5");
    settings.put("transformer.width", Integer.toString(config.integer("encoder_embed_dim")));
    settings.put("transformer.layers", Integer.toString(layers));
    settings.put("transformer.heads", Integer.toString(config.integer("encoder_attention_heads")));
    settings.put(
        "transformer.feed_forward", Integer.toString(config.integer("encoder_ffn_embed_dim")));
    settings.put("transformer.norm", normFirst ? "pre" : "post");
    settings.putAll(FairseqTransformer.settings());
    settings.putAll(FairseqTransformer.targets(config, layers));
    settings.put("objective.head_layers", "1");
    return new Adapted("speech-base", settings);
  }

  @Override
  public List<StoredName> names(Map<String, String> settings) {
    boolean normLayer = Objects.equals(settings.get("encoder.extractor_norm"), "layer");
    boolean single = Objects.equals(settings.get("encoder.position_layers"), "1");
    boolean normFirst = Objects.equals(settings.get("transformer.norm"), "pre");
    String convolution = "feature_extractor.conv_layers.*.";
    List<StoredName> names = new ArrayList<>(FairseqTransformer.names("encoder.layers.*."));
    names.addAll(
        List.of(
            StoredName.of("mask_token", "mask_emb").withLeading(2),
            StoredName.of("encoder.features.*.*", convolution + "0.*"),
            StoredName.of("encoder.features.*.norm.*", convolution + (normLayer ? "2.1.*" : "2.*")),
            StoredName.of("encoder.norm.*", "layer_norm.*"),
            StoredName.of("encoder.project.*", "post_extract_proj.*"),
            StoredName.of("encoder.positions.*.*", "encoder.pos_conv.*." + (single ? "*" : "0.*")),
            StoredName.of(
                normFirst ? "transformer.norm.*" : "encoder.output_norm.*", "encoder.layer_norm.*"),
            StoredName.of("head.0.*", "final_proj.*")));
    return names;
  }
}
