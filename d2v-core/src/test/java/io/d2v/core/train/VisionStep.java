package io.d2v.core.train;

import io.d2v.api.Encoder;
import io.d2v.api.Mask;
import io.d2v.api.Modality;
import io.d2v.api.graph.Array;
import io.d2v.core.model.Transformer;
import io.d2v.core.model.TransformerSettings;
import io.d2v.core.model.TransformerSettings.Norm;
import io.d2v.core.model.TransformerSettings.Weights;
import io.d2v.core.objective.Data2Vec;
import io.d2v.core.objective.ObjectiveSettings;
import io.d2v.core.objective.TopLayersProvider;
import io.d2v.core.optim.Adam;
import io.d2v.core.optim.AdamSettings;
import io.d2v.core.recipe.RecipeReader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import tools.jackson.databind.JsonNode;

/** A golden step of data2vec on images: the reference's settings and names as ours. */
record VisionStep(Fixtures fixtures, JsonNode model, JsonNode optimizer) {
  static VisionStep of(String name) {
    Fixtures fixtures = Fixtures.of("fairseq/" + name);
    JsonNode config = fixtures.json("config");
    return new VisionStep(fixtures, config.get("model"), config.get("optimizer"));
  }

  Data2Vec objective() {
    return new Data2Vec(
        encoder(),
        new Transformer(
            new TransformerSettings(
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
                Weights.BEIT)),
        new TopLayersProvider().create(RecipeReader.section("targets", targets())),
        new ObjectiveSettings(
            model.get("loss_beta").asDouble(),
            positive(model.get("loss_scale")),
            0,
            model.get("ema_decay").asDouble(),
            model.get("ema_end_decay").asDouble(),
            model.get("ema_anneal_end_step").asLong()));
  }

  Adam adam() {
    return new Adam(
        new AdamSettings(
            learningRate(),
            optimizer.get("betas").get(0).asDouble(),
            optimizer.get("betas").get(1).asDouble(),
            optimizer.get("eps").asDouble(),
            optimizer.get("weight_decay").asDouble(),
            AdamSettings.Decay.ALL,
            positive(optimizer.get("clip_norm"))));
  }

  double learningRate() {
    return optimizer.get("lr").asDouble();
  }

  /** How many of the last blocks are averaged. */
  int topLayers() {
    return model.get("average_top_k_layers").asInt();
  }

  boolean blockTargets() {
    return model.get("end_of_block_targets").asBoolean();
  }

  /** The batch's feeds, with as many places for rows as there are masked tokens. */
  Map<String, Array> feeds() {
    Map<String, Array> inputs = fixtures.tensors("inputs");
    Map<String, Array> feeds = new HashMap<>();
    feeds.put("pixels", inputs.get("pixel_values"));
    feeds.putAll(MaskedFeeds.of(masks(inputs), mostMasked()));
    return feeds;
  }

  int batch() {
    return fixtures.tensors("inputs").get("mask").shape().size(0);
  }

  int mostMasked() {
    return masks(fixtures.tensors("inputs")).stream().mapToInt(Mask::count).max().orElseThrow();
  }

  /** A file of the student's parameters or gradients, under our names. */
  Map<String, Array> student(String file) {
    return renamed(fixtures.tensors(file), "");
  }

  /** A file of the teacher's parameters, under our names. */
  Map<String, Array> teacher(String file) {
    return renamed(
        fixtures.tensors(file),
        fixtures.json("expected").get("ema").get("teacher_prefix_in_student").asString());
  }

  private Encoder encoder() {
    int channels = model.get("in_channels").asInt();
    String ones = channels == 1 ? "[1]" : "[1, 1, 1]";
    String bias = model.get("shared_rel_pos_bias").asBoolean() ? "shared" : "per_block";
    return ServiceLoader.load(Modality.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(modality -> modality.name().equals("vision"))
        .findFirst()
        .orElseThrow()
        .encoder()
        .create(
            RecipeReader.section(
                "encoder",
                String.format(
                    "{image_size: %d, patch: %d, channels: %d, relative_bias: %s, mean: %s,"
                        + " deviation: %s}",
                    model.get("image_size").asInt(),
                    model.get("patch_size").asInt(),
                    channels,
                    bias,
                    ones,
                    ones)));
  }

  private String targets() {
    return String.format(
        "{layers: %d, source: %s, each: %s, mean: %s}",
        topLayers(),
        blockTargets() ? "block" : "feed_forward",
        normalization("_target_layer"),
        normalization("_targets"));
  }

  private String normalization(String suffix) {
    for (String kind : List.of("layer", "instance", "batch")) {
      JsonNode set = model.get(kind + "_norm" + suffix);
      if (set != null && set.asBoolean()) {
        return kind;
      }
    }
    return "none";
  }

  private static List<Mask> masks(Map<String, Array> inputs) {
    Array stored = inputs.get("mask");
    int tokens = stored.shape().size(1);
    List<Mask> masks = new ArrayList<>();
    for (int b = 0; b < stored.shape().size(0); b++) {
      BitSet masked = new BitSet(tokens);
      for (int t = 0; t < tokens; t++) {
        masked.set(t, stored.ints()[b * tokens + t] == 1);
      }
      masks.add(Mask.of(tokens, masked));
    }
    return masks;
  }

  private static Optional<Double> positive(JsonNode value) {
    return value == null || value.isNull() || value.asDouble() <= 0
        ? Optional.empty()
        : Optional.of(value.asDouble());
  }

  private static Map<String, Array> renamed(Map<String, Array> tensors, String prefix) {
    Map<String, Array> ours = new HashMap<>();
    tensors.forEach(
        (name, array) -> {
          String full = prefix + name;
          if (!full.startsWith("final_proj.") && !full.endsWith("relative_position_index")) {
            String renamed = rename(full);
            Array shaped =
                renamed.equals("mask_token") || renamed.endsWith("cls_token")
                    ? Array.of(
                        io.d2v.api.graph.Shape.of(1, 1, array.shape().last()), array.floats())
                    : array;
            ours.put(renamed, shaped);
          }
        });
    return ours;
  }

  private static String rename(String name) {
    return name.replace("cls_emb", "encoder.cls_token")
        .replace("mask_emb", "mask_token")
        .replace("patch_embed.conv.", "encoder.patch_embed.")
        .replaceFirst("^encoder\\.(blocks|norm)\\.", "transformer.$1.")
        .replace("rel_pos_bias.relative_position_bias_table", "rel_pos_bias.table")
        .replace(".attn.proj.", ".attention.out.")
        .replace(".attn.", ".attention.")
        .replace(".mlp.0.", ".mlp.up.")
        .replace(".mlp.2.", ".mlp.down.")
        .replace(".gamma_", ".scale");
  }
}
