package io.d2v.audio;

import io.d2v.api.CheckpointLayout;
import io.d2v.api.Configuration;
import io.d2v.api.FairseqMulti;
import io.d2v.api.FlatSettings;
import io.d2v.api.StoredName;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sound of data2vec 2.0 in fairseq: {@code examples/data2vec/models/modalities/audio.py}. Read
 * only.
 */
final class FairseqMultiAudio implements CheckpointLayout {
  private static final FairseqMulti MULTI = new FairseqMulti("audio");
  private static final int MOST_LAYERS = 100;
  private static final String SCALE = MULTI.encoder() + "alibi_scale";

  @Override
  public String name() {
    return MULTI.name();
  }

  @Override
  public Adapted recipe(Configuration config) {
    if (config.number("norm_eps") != 1e-5) { // the norm before the projection has no other
      throw config.wrong("norm_eps", "1e-5 for sound; d2v builds no other");
    }
    Map<String, String> settings = new TreeMap<>(MULTI.settings(config));
    Configuration own = MULTI.own(config);
    own.requireIfGiven("conv_pos_pre_ln", false);
    FairseqConvolutions.put(own, "feature_encoder_spec", settings);
    settings.put("encoder.extractor_norm", FairseqConvolutions.norm(own, "layer_norm"));
    settings.put("encoder.extractor_bias", "false");
    settings.put("encoder.extractor_gradient", gradient(own));
    int layers = own.integer("conv_pos_depth");
    if (layers < 2 || layers > MOST_LAYERS) {
      throw own.wrong(
          "conv_pos_depth", "from 2 to 100; d2v builds a single layer with weight norm");
    }
    if (own.integer("num_extra_tokens") != 0) {
      throw own.wrong("num_extra_tokens", "0 for sound; d2v builds no other");
    }
    settings.put("encoder.position_layers", Integer.toString(layers));
    settings.put("encoder.position_kernel", Integer.toString(own.integer("conv_pos_width")));
    settings.put("encoder.position_groups", Integer.toString(own.integer("conv_pos_groups")));
    settings.put("encoder.alibi", alibi(own));
    settings.put("encoder.output_norm", "true");
    settings.put("encoder.epsilon", "1e-5");
    settings.put("encoder.norm_epsilon", "1e-5");
    return new Adapted("v2-speech-base", settings);
  }

  private static String gradient(Configuration own) {
    return own.has("local_grad_mult") ? Double.toString(own.number("local_grad_mult")) : "1";
  }

  private static String alibi(Configuration own) {
    if (!own.truth("use_alibi_encoder")) {
      return "none";
    }
    own.requireIfGiven("learned_alibi", false);
    for (String learned : List.of("learned_alibi_scale", "learned_alibi_scale_per_head")) {
      if (!own.truth(learned)) {
        throw own.wrong(learned, "true where use_alibi_encoder is; d2v builds no other");
      }
    }
    return own.truth("learned_alibi_scale_per_layer") ? "per_block" : "shared";
  }

  @Override
  public List<StoredName> names(Map<String, String> settings) {
    FlatSettings flat = new FlatSettings(settings);
    String theirs = MULTI.encoder();
    String convolution = theirs + "local_encoder.conv_layers.*.";
    String norm = flat.is("encoder.extractor_norm", "layer") ? "2.1.*" : "2.*";
    List<StoredName> names = new ArrayList<>(MULTI.names(settings));
    names.addAll(
        List.of(
            StoredName.of("encoder.features.*.*", convolution + "0.*"),
            StoredName.of("encoder.features.*.norm.*", convolution + norm),
            StoredName.of("encoder.norm.*", theirs + "project_features.1.*"),
            StoredName.of("encoder.project.*", theirs + "project_features.2.*"),
            StoredName.of("encoder.output_norm.*", theirs + "context_encoder.norm.*"),
            StoredName.of("encoder.alibi_scale", SCALE),
            StoredName.of("transformer.blocks.*.alibi_scale", SCALE + ".*")));
    for (int i = 0; i < flat.integer("encoder.position_layers"); i++) {
      names.add(
          StoredName.of(
              "encoder.positions." + i + ".*",
              theirs + "relative_positional_encoder." + (i + 1) + ".0.*"));
    }
    return names;
  }

  /** With a scale for each block by itself, where there is more than one of them. */
  @Override
  public Map<String, Array> arranged(Map<String, Array> theirs) {
    Map<String, Array> arranged = new TreeMap<>(MULTI.arranged(theirs));
    Array scale = arranged.remove(SCALE);
    if (scale != null) {
      // [blocks, 1, heads, 1, 1], and of older versions [1, heads, 1, 1]
      int blocks = scale.shape().rank() == 5 ? scale.shape().size(0) : 1;
      int heads = scale.shape().elements() / blocks;
      for (int block = 0; block < blocks; block++) {
        float[] own = Arrays.copyOfRange(scale.floats(), block * heads, (block + 1) * heads);
        arranged.put(blocks == 1 ? SCALE : SCALE + "." + block, Array.of(Shape.of(heads), own));
      }
    }
    return arranged;
  }

  @Override
  public Optional<String> teacher(Map<String, String> settings) {
    return Optional.of(MULTI.teacher(settings));
  }
}
