package io.d2v.core.train;

import io.d2v.api.Encoder;
import io.d2v.api.Mask;
import io.d2v.api.Modality;
import io.d2v.api.TargetBuilder;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.core.model.Transformer;
import io.d2v.core.model.TransformerSettings;
import io.d2v.core.objective.Data2Vec;
import io.d2v.core.objective.MaskedBatch;
import io.d2v.core.objective.ObjectiveSettings;
import io.d2v.core.objective.Regression;
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

/** A golden step of data2vec: the reference's settings and names as ours. */
abstract class GoldenStep {
  final Fixtures fixtures;
  final JsonNode model;
  private final JsonNode optimizer;

  GoldenStep(Fixtures fixtures) {
    this.fixtures = fixtures;
    this.model = fixtures.json("config").get("model");
    this.optimizer = fixtures.json("config").get("optimizer");
  }

  /** By the folder's name: v1-vision, v1-audio, v1-text and what follows these. */
  static GoldenStep of(String name) {
    Fixtures fixtures = Fixtures.of("fairseq/" + name);
    if (name.startsWith("v1-vision")) {
      return new VisionStep(fixtures);
    }
    return name.startsWith("v1-audio") ? new AudioStep(fixtures) : new TextStep(fixtures);
  }

  abstract Encoder encoder();

  abstract TransformerSettings transformer();

  /** Linear layers of the head. */
  abstract int headLayers();

  /** The name of the token input whose first two sizes are batch and tokens. */
  abstract Map<String, Array> inputs(Map<String, Array> stored);

  /** Our name of a reference's parameter; nothing for what is not used. */
  abstract Optional<String> rename(String name);

  /** Tokens in front that the reference's outputs leave out. */
  abstract int extra();

  final Data2Vec objective() {
    TargetBuilder targets =
        new TopLayersProvider().create(RecipeReader.section("targets", targets()));
    return new Data2Vec(
        encoder(),
        new Transformer(transformer()),
        targets,
        new Regression(
            new ObjectiveSettings(
                model.get("loss_beta").asDouble(),
                lossScale(),
                headLayers(),
                model.get("ema_decay").asDouble(),
                model.get("ema_end_decay").asDouble(),
                model.get("ema_anneal_end_step").asLong())));
  }

  Optional<Double> lossScale() {
    return positive(model.get("loss_scale"));
  }

  final Adam adam() {
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

  final double learningRate() {
    return optimizer.get("lr").asDouble();
  }

  /** How many of the last blocks are averaged. */
  final int topLayers() {
    return model.get("average_top_k_layers").asInt();
  }

  boolean blockTargets() {
    return false;
  }

  /** The batch's feeds, with as many places for rows as there are masked tokens. */
  final Map<String, Array> feeds() {
    Map<String, Array> stored = fixtures.tensors("inputs");
    Map<String, Array> feeds = new HashMap<>(inputs(stored));
    feeds.putAll(MaskedBatch.feeds(masks(), mostMasked()));
    return feeds;
  }

  final int batch() {
    return masks().size();
  }

  final int mostMasked() {
    return masks().stream().mapToInt(Mask::count).max().orElseThrow();
  }

  /** A file of the student's parameters or gradients, under our names. */
  final Map<String, Array> student(String file) {
    return renamed(fixtures.tensors(file), "");
  }

  /** A file of the teacher's parameters, under our names. */
  final Map<String, Array> teacher(String file) {
    return renamed(
        fixtures.tensors(file),
        fixtures.json("expected").get("ema").get("teacher_prefix_in_student").asString());
  }

  private Map<String, Array> renamed(Map<String, Array> tensors, String prefix) {
    Map<String, Array> ours = new HashMap<>();
    tensors.forEach(
        (name, array) ->
            rename(prefix + name)
                .ifPresent(
                    renamed ->
                        ours.put(
                            renamed,
                            renamed.equals("mask_token") || renamed.endsWith("cls_token")
                                ? Array.of(Shape.of(1, 1, array.shape().last()), array.floats())
                                : array)));
    return Thirds.join(ours);
  }

  static Encoder encoder(String modality, String settings) {
    return ServiceLoader.load(Modality.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(found -> found.name().equals(modality))
        .findFirst()
        .orElseThrow()
        .encoder()
        .create(RecipeReader.section("encoder", settings));
  }

  private String targets() {
    return targets(model, blockTargets());
  }

  /** What targets are made of, as settings, from the reference's. */
  static String targets(JsonNode model, boolean blocks) {
    return String.format(
        "{layers: %d, source: %s, each: %s, mean: %s}",
        model.get("average_top_k_layers").asInt(),
        blocks ? "block" : "feed_forward",
        normalization(model, "_target_layer"),
        normalization(model, "_targets"));
  }

  private static String normalization(JsonNode model, String suffix) {
    for (String kind : List.of("layer", "instance", "batch")) {
      JsonNode set = model.get(kind + "_norm" + suffix);
      if (set != null && set.asBoolean()) {
        return kind;
      }
    }
    return "none";
  }

  private List<Mask> masks() {
    Array stored = fixtures.tensors("inputs").get("mask");
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

  static Optional<Double> positive(JsonNode value) {
    return value == null || value.isNull() || value.asDouble() <= 0
        ? Optional.empty()
        : Optional.of(value.asDouble());
  }

  /** The names of fairseq's own transformer blocks, which audio and text share, as ours. */
  static String block(String name) {
    return name.replace(".layers.", ".blocks.")
        .replace(".self_attn.q_proj.", ".attention.q.")
        .replace(".self_attn.k_proj.", ".attention.k.")
        .replace(".self_attn.v_proj.", ".attention.v.")
        .replace(".self_attn.out_proj.", ".attention.out.")
        .replace(".self_attn_layer_norm.", ".norm1.")
        .replace(".final_layer_norm.", ".norm2.")
        .replace(".fc1.", ".mlp.up.")
        .replace(".fc2.", ".mlp.down.");
  }
}
