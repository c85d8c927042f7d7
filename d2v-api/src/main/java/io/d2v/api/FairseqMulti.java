package io.d2v.api;

import io.d2v.api.graph.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What fairseq's models of data2vec 2.0 ({@code data2vec_multi}) have alike, for layouts of
 * modalities.
 *
 * @param modality what the model calls its kind of data: {@code audio}, {@code image} or {@code
 *     text}
 */
public record FairseqMulti(String modality) {
  private static final String BLOCKS = "blocks.";

  /** {@return the {@link CheckpointLayout#name() name} of its layout} */
  public String name() {
    return "data2vec_multi." + modality;
  }

  /** {@return what stands before the names of parameters, but for those of blocks for all data} */
  public String encoder() {
    return "modality_encoders." + modality.toUpperCase(Locale.ROOT) + ".";
  }

  /**
   * {@return what a configuration says of this kind of data}
   *
   * @param config what the other software's configuration says
   * @throws UserError if it says nothing
   */
  public Configuration own(Configuration config) {
    return config
        .below("modalities")
        .flatMap(all -> all.below(modality))
        .orElseThrow(() -> config.wrong("modalities", "there, with " + modality));
  }

  /**
   * {@return settings of transformer, targets, objective and masker}
   *
   * @param config what the other software's configuration says
   * @throws UserError if the model can't be built here, saying which key asks for it
   */
  public Map<String, String> settings(Configuration config) {
    Configuration own = own(config);
    config.requireIfGiven("layer_norm_first", false);
    config.requireIfGiven("norm_affine", true);
    Map<String, String> settings = new TreeMap<>();
    settings.putAll(transformer(config, own));
    settings.putAll(targets(config));
    settings.putAll(objective(config, own));
    settings.putAll(masker(own));
    return settings;
  }

  /**
   * {@return what parameters of blocks and decoder are called once they are {@link #arranged}}
   *
   * @param settings the model's settings, as a recipe has them
   */
  public List<StoredName> names(Map<String, String> settings) {
    String block = "transformer.blocks.*.";
    String theirs = encoder() + "context_encoder.blocks.*.";
    String decoder = encoder() + "decoder.";
    List<StoredName> names =
        new ArrayList<>(
            List.of(
                StoredName.of(block + "attention.qkv.*", theirs + "attn.qkv.*"),
                StoredName.of(block + "attention.out.*", theirs + "attn.proj.*"),
                StoredName.of(block + "norm1.*", theirs + "norm1.*"),
                StoredName.of(block + "mlp.up.*", theirs + "mlp.fc1.*"),
                StoredName.of(block + "mlp.down.*", theirs + "mlp.fc2.*"),
                StoredName.of(block + "norm2.*", theirs + "norm2.*"),
                StoredName.of("decoder.blocks.*.*", decoder + "blocks.*.0.*"),
                StoredName.ignored(encoder() + "encoder_mask"))); // of older versions
    int projections = new FlatSettings(settings).integer("objective.decoder.projections");
    for (int i = 0; i < projections; i++) {
      String proj = projections == 1 ? "proj.*" : "proj." + 2 * i + ".*"; // GELU between them
      names.add(StoredName.of("decoder.project." + i + ".*", decoder + proj));
    }
    return names;
  }

  /**
   * {@return the same parameters with blocks numbered from the first of the pre-net on, as one
   * list, where those for all data begin anew}
   *
   * @param theirs parameters by the names of the other software
   */
  public Map<String, Array> arranged(Map<String, Array> theirs) {
    String own = encoder() + "context_encoder." + BLOCKS;
    long before =
        theirs.keySet().stream()
            .filter(name -> name.startsWith(own))
            .map(name -> name.substring(own.length()).split("\\.", 2)[0])
            .distinct()
            .count();
    Map<String, Array> arranged = new TreeMap<>();
    theirs.forEach(
        (name, array) -> {
          String[] words = name.split("\\.", 3);
          boolean shared = words.length == 3 && name.matches("blocks\\.[0-9]{1,4}\\..*");
          arranged.put(
              shared ? own + (before + Integer.parseInt(words[1])) + "." + words[2] : name, array);
        });
    return arranged;
  }

  /**
   * {@return what stands before the names of the teacher's parameters to make them the student's}
   *
   * @param settings the model's settings, as a recipe has them
   */
  public String teacher(Map<String, String> settings) {
    return new FlatSettings(settings).is("objective.teacher", "blocks") ? BLOCKS : "";
  }

  private static Map<String, String> transformer(Configuration config, Configuration own) {
    int width = (int) or(config, "embed_dim", 768);
    double dropout = or(config, "encoder_dropout", 0.1);
    require(config, "post_mlp_drop", dropout);
    require(config, "dropout_input", 0);
    require(config, "start_drop_path_rate", 0);
    Map<String, String> settings = new TreeMap<>();
    settings.put("transformer.width", Integer.toString(width));
    settings.put(
        "transformer.layers",
        Integer.toString(config.integer("depth") + own.integer("prenet_depth")));
    settings.put("transformer.heads", Integer.toString((int) or(config, "num_heads", 12)));
    settings.put(
        "transformer.feed_forward", Integer.toString((int) (width * or(config, "mlp_ratio", 4))));
    settings.put("transformer.norm", "post");
    settings.put("transformer.key_bias", "true");
    settings.put("transformer.layer_scale", "null");
    settings.put("transformer.dropout", Double.toString(dropout));
    settings.put(
        "transformer.attention_dropout", Double.toString(or(config, "attention_dropout", 0.1)));
    settings.put(
        "transformer.activation_dropout", Double.toString(or(config, "activation_dropout", 0)));
    settings.put("transformer.layer_drop", Double.toString(or(config, "layerdrop", 0)));
    settings.put("transformer.drop_path", Double.toString(or(config, "end_drop_path_rate", 0)));
    settings.put("transformer.epsilon", Double.toString(or(config, "norm_eps", 1e-6)));
    return settings;
  }

  private static Map<String, String> targets(Configuration config) {
    return Map.of(
        "targets.layers",
        Integer.toString(Math.min(config.integer("average_top_k_layers"), config.integer("depth"))),
        "targets.source",
        config.truth("end_of_block_targets") ? "block" : "feed_forward",
        "targets.each",
        only(
            config,
            Map.of(
                "instance_norm_target_layer", "instance",
                "layer_norm_target_layer", "layer",
                "batch_norm_target_layer", "batch")),
        "targets.mean",
        only(config, Map.of("instance_norm_targets", "instance", "layer_norm_targets", "layer")));
  }

  private Map<String, String> objective(Configuration config, Configuration own) {
    require(config, "recon_loss", 0);
    require(config, "d2v_loss", 1);
    require(own, "keep_masked_pct", 0);
    if (config.has("shared_decoder")) {
      throw config.wrong("shared_decoder", "left out; d2v builds a decoder for each kind of data");
    }
    boolean blocks = !config.has("ema_encoder_only") || config.truth("ema_encoder_only");
    if (blocks && own.integer("prenet_depth") > 0) {
      throw config.wrong(
          "ema_encoder_only", "false where prenet_depth is above 0; d2v builds no other");
    }
    String whole = own.truth("ema_local_encoder") ? "whole" : "context";
    Map<String, String> settings = new TreeMap<>();
    settings.put("objective.beta", Double.toString(or(config, "loss_beta", 0)));
    settings.put(
        "objective.loss_scale",
        config.has("loss_scale") ? Double.toString(config.number("loss_scale")) : "null");
    settings.put("objective.class_loss", Double.toString(or(config, "cls_loss", 0)));
    settings.put("objective.clones", Integer.toString((int) or(config, "clone_batch", 1)));
    settings.put("objective.noise", Double.toString(or(own, "mask_noise_std", 0.01)));
    settings.put("objective.teacher", blocks ? "blocks" : whole);
    settings.put("objective.ema_start", Double.toString(or(config, "ema_decay", 0.999)));
    settings.put("objective.ema_end", Double.toString(or(config, "ema_end_decay", 0.9999)));
    if (config.has("ema_anneal_end_step")) {
      settings.put("objective.ema_steps", Integer.toString(config.integer("ema_anneal_end_step")));
    }
    own.below("decoder").ifPresent(decoder -> settings.putAll(decoder(decoder)));
    return settings;
  }

  private static Map<String, String> decoder(Configuration decoder) {
    String below = "objective.decoder.";
    boolean residual = !decoder.has("decoder_residual") || decoder.truth("decoder_residual");
    String hidden = decoder.truth("add_positions_masked") ? "hidden" : "none";
    return Map.of(
        below + "width", Integer.toString((int) or(decoder, "decoder_dim", 384)),
        below + "layers", Integer.toString((int) or(decoder, "decoder_layers", 5)),
        below + "kernel", Integer.toString((int) or(decoder, "decoder_kernel", 5)),
        below + "groups", Integer.toString((int) or(decoder, "decoder_groups", 16)),
        below + "dropout", Double.toString(or(decoder, "input_dropout", 0.1)),
        below + "residual", Boolean.toString(residual),
        below + "positions", decoder.truth("add_positions_all") ? "all" : hidden,
        below + "projections", Integer.toString((int) or(decoder, "projection_layers", 1)),
        below + "projection_ratio", Double.toString(or(decoder, "projection_ratio", 2)));
  }

  /** Where blocks are of one token, the reference rounds down what is kept. */
  private static Map<String, String> masker(Configuration own) {
    int length = (int) or(own, "mask_length", 5);
    return Map.of(
        "masker.share", Double.toString(or(own, "mask_prob", 0.7)),
        "masker.length", Integer.toString(length),
        "masker.adjust", length == 1 ? "0" : Double.toString(or(own, "mask_prob_adjust", 0)),
        "masker.inverse", Boolean.toString(length == 1 || own.truth("inverse_mask")));
  }

  /** The one that a configuration says yes to. */
  private static String only(Configuration config, Map<String, String> choices) {
    List<String> chosen = choices.keySet().stream().filter(config::truth).sorted().toList();
    if (chosen.size() > 1) {
      throw config.wrong(chosen.get(1), "false where " + chosen.get(0) + " is true");
    }
    return chosen.isEmpty() ? "none" : choices.getOrDefault(chosen.get(0), "none");
  }

  private static double or(Configuration config, String key, double other) {
    return config.has(key) ? config.number(key) : other;
  }

  private static void require(Configuration config, String key, double only) {
    if (or(config, key, only) != only) {
      throw config.wrong(key, only + "; d2v builds no other");
    }
  }
}
