package io.d2v.core.train;

import io.d2v.api.Encoder;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.core.model.TransformerSettings;
import io.d2v.core.model.TransformerSettings.Norm;
import io.d2v.core.model.TransformerSettings.Weights;
import io.d2v.core.objective.MaskedBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A golden step on sound. */
final class AudioStep extends GoldenStep {
  private static final Pattern CONVOLUTION =
      Pattern.compile("\\((\\d+),(\\d+),(\\d+)\\)\\](?:\\*(\\d+))?");

  private final List<Integer> kernels = new ArrayList<>();
  private final List<Integer> strides = new ArrayList<>();
  private int channels;

  AudioStep(Fixtures fixtures) {
    super(fixtures);
    Matcher layers = CONVOLUTION.matcher(model.get("conv_feature_layers").asString());
    while (layers.find()) {
      channels = Integer.parseInt(layers.group(1));
      int times = layers.group(4) == null ? 1 : Integer.parseInt(layers.group(4));
      for (int i = 0; i < times; i++) {
        kernels.add(Integer.parseInt(layers.group(2)));
        strides.add(Integer.parseInt(layers.group(3)));
      }
    }
  }

  @Override
  Encoder encoder() {
    boolean group = model.get("extractor_mode").asString().equals("default");
    return encoder(
        "audio",
        String.format(
            "{lengths: [%d], channels: %d, kernels: %s, strides: %s, extractor_norm: %s,"
                + " extractor_bias: %s, extractor_gradient: %s, position_layers: %d,"
                + " position_kernel: %d, position_groups: %d, output_norm: %s}",
            fixtures.tensors("inputs").get("source").shape().size(1),
            channels,
            kernels,
            strides,
            group ? "group" : "layer",
            model.get("conv_bias").asBoolean(),
            model.get("feature_grad_mult").asDouble(),
            model.get("pos_conv_depth").asInt(),
            model.get("conv_pos").asInt(),
            model.get("conv_pos_groups").asInt(),
            !model.get("layer_norm_first").asBoolean()));
  }

  @Override
  TransformerSettings transformer() {
    return new TransformerSettings(
        model.get("encoder_embed_dim").asInt(),
        model.get("encoder_layers").asInt(),
        model.get("encoder_attention_heads").asInt(),
        Optional.of(model.get("encoder_ffn_embed_dim").asInt()),
        model.get("layer_norm_first").asBoolean() ? Norm.PRE : Norm.POST,
        Optional.empty(),
        true,
        0,
        0,
        0,
        0,
        0,
        1e-5,
        Weights.BERT,
        Optional.empty());
  }

  @Override
  int headLayers() {
    return 1;
  }

  @Override
  int extra() {
    return 0;
  }

  @Override
  Map<String, Array> inputs(Map<String, Array> stored) {
    return inputs(
        stored.get("source"),
        stored.get("padding_mask"),
        kernels,
        strides,
        stored.get("mask").shape().size(1));
  }

  /** The encoder's inputs and which tokens are padding. */
  static Map<String, Array> inputs(
      Array waveform, Array padding, List<Integer> kernels, List<Integer> strides, int tokens) {
    int batch = padding.shape().size(0);
    int samples = padding.shape().size(1);
    int[] lengths = new int[batch * (kernels.size() + 1)];
    int[] frames = new int[batch];
    for (int b = 0; b < batch; b++) {
      int valid = 0;
      while (valid < samples && padding.ints()[b * samples + valid] == 0) {
        valid++;
      }
      for (int i = 0; i <= kernels.size(); i++) {
        lengths[b * (kernels.size() + 1) + i] = valid;
        frames[b] = valid;
        if (i < kernels.size()) {
          valid = (valid - kernels.get(i)) / strides.get(i) + 1;
        }
      }
    }
    return Map.of(
        "waveform",
        waveform,
        "lengths",
        Array.of(Shape.of(batch, kernels.size() + 1), lengths),
        MaskedBatch.VALID,
        MaskedFeeds.valid(frames, tokens));
  }

  @Override
  Optional<String> rename(String name) {
    String last =
        model.get("layer_norm_first").asBoolean() ? "transformer.norm." : "encoder.output_norm.";
    return Optional.of(
        block(
            name.replace("mask_emb", "mask_token")
                .replaceFirst("^final_proj\\.", "head.0.")
                .replaceFirst("^layer_norm\\.", "encoder.norm.")
                .replaceFirst("^post_extract_proj\\.", "encoder.project.")
                .replaceFirst(
                    "^feature_extractor\\.conv_layers\\.(\\d+)\\.0\\.", "encoder.features.$1.")
                .replaceFirst(
                    "^feature_extractor\\.conv_layers\\.(\\d+)\\.2\\.(1\\.)?",
                    "encoder.features.$1.norm.")
                .replaceFirst("^encoder\\.layer_norm\\.", last)
                .replaceFirst("^encoder\\.pos_conv\\.(\\d+)\\.(0\\.)?", "encoder.positions.$1.")
                .replaceFirst("^encoder\\.layers\\.", "transformer.layers.")));
  }
}
