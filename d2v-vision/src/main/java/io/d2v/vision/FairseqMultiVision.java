package io.d2v.vision;

import io.d2v.api.CheckpointLayout;
import io.d2v.api.Configuration;
import io.d2v.api.FairseqMulti;
import io.d2v.api.FlatSettings;
import io.d2v.api.StoredName;
import io.d2v.api.graph.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Images of data2vec 2.0 in fairseq: {@code examples/data2vec/models/modalities/images.py}. Read
 * only.
 */
final class FairseqMultiVision implements CheckpointLayout {
  private static final FairseqMulti MULTI = new FairseqMulti("image");

  @Override
  public String name() {
    return MULTI.name();
  }

  @Override
  public Adapted recipe(Configuration config) {
    Map<String, String> settings = new TreeMap<>(MULTI.settings(config));
    Configuration own = MULTI.own(config);
    own.requireIfGiven("use_alibi_encoder", false);
    own.requireIfGiven("transformer_decoder", false);
    int extra = own.integer("num_extra_tokens");
    if (extra > 1) {
      throw own.wrong("num_extra_tokens", "0 or 1, a class token; d2v builds no other");
    }
    if (own.has("embed_dim")
        && own.integer("embed_dim") != Integer.parseInt(settings.get("transformer.width"))) {
      throw own.wrong("embed_dim", "that of the model; d2v builds no other");
    }
    int channels = own.integer("in_chans");
    settings.put("encoder.image_size", Integer.toString(own.integer("input_size")));
    settings.put("encoder.patch", Integer.toString(own.integer("patch_size")));
    settings.put("encoder.channels", Integer.toString(channels));
    if (channels == 1) {
      settings.put("encoder.mean", "[0.5]");
      settings.put("encoder.deviation", "[0.5]");
    }
    boolean fixed = !own.has("fixed_positions") || own.truth("fixed_positions");
    settings.put("encoder.class_token", Boolean.toString(extra == 1));
    settings.put("encoder.positions", fixed ? "sincos" : "none");
    settings.put("encoder.relative_bias", "none");
    settings.put("encoder.output_norm", "true");
    settings.put("encoder.norm_epsilon", settings.get("transformer.epsilon"));
    return new Adapted("v2-vision-base", settings);
  }

  @Override
  public List<StoredName> names(Map<String, String> settings) {
    List<StoredName> names = new ArrayList<>(MULTI.names(settings));
    String theirs = MULTI.encoder();
    names.add(StoredName.of("encoder.cls_token", theirs + "extra_tokens"));
    names.add(StoredName.of("encoder.patch_embed.*", theirs + "local_encoder.proj.*"));
    names.add(StoredName.of("encoder.output_norm.*", theirs + "context_encoder.norm.*"));
    FlatSettings flat = new FlatSettings(settings);
    if (flat.is("encoder.positions", "sincos")) {
      int side = flat.integer("encoder.image_size") / flat.integer("encoder.patch");
      names.add(
          StoredName.fixed(
              theirs + "fixed_positional_encoder.positions",
              SinCos.positions(side, flat.integer("transformer.width"))));
    }
    return names;
  }

  @Override
  public Map<String, Array> arranged(Map<String, Array> theirs) {
    return MULTI.arranged(theirs);
  }

  @Override
  public Optional<String> teacher(Map<String, String> settings) {
    return Optional.of(MULTI.teacher(settings));
  }
}
