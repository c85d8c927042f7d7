package io.d2v.core.train;

import io.d2v.api.Encoder;
import io.d2v.api.Mask;
import io.d2v.api.TargetBuilder;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.core.model.Transformer;
import io.d2v.core.model.TransformerSettings;
import io.d2v.core.model.TransformerSettings.Norm;
import io.d2v.core.model.TransformerSettings.Weights;
import io.d2v.core.objective.Data2Vec2;
import io.d2v.core.objective.Data2Vec2Settings;
import io.d2v.core.objective.Data2Vec2Settings.Own;
import io.d2v.core.objective.DecoderSettings;
import io.d2v.core.objective.DecoderSettings.Positions;
import io.d2v.core.objective.MaskedBatch;
import io.d2v.core.objective.TopLayersProvider;
import io.d2v.core.objective.VisibleBatch;
import io.d2v.core.optim.Adam;
import io.d2v.core.optim.AdamSettings;
import io.d2v.core.recipe.RecipeReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A golden step of data2vec 2.0: the reference's settings and names as ours. */
final class Golden2Step {
  private static final Pattern SCALE = Pattern.compile(".*alibi_scale");
  private static final Pattern BLOCK =
      Pattern.compile("(context_encoder\\.)?blocks\\.(\\d+)\\.(.*)");
  private static final Pattern CONVOLUTION =
      Pattern.compile("\\((\\d+),(\\d+),(\\d+)\\)\\](?:\\*(\\d+))?");

  final Fixtures fixtures;
  final JsonNode model;
  private final JsonNode part;
  private final JsonNode decoder;
  private final JsonNode optimizer;
  private final String type;
  private final List<Integer> kernels = new ArrayList<>();
  private final List<Integer> strides = new ArrayList<>();
  private int channels;

  Golden2Step(String name) {
    fixtures = Fixtures.of("fairseq/" + name);
    model = fixtures.json("config").get("model");
    part = model.get("modality");
    decoder = model.get("decoder");
    optimizer = fixtures.json("config").get("optimizer");
    type = part.get("type").asString();
    if (type.equals("AUDIO")) {
      Matcher layers = CONVOLUTION.matcher(part.get("feature_encoder_spec").asString());
      while (layers.find()) {
        channels = Integer.parseInt(layers.group(1));
        int times = layers.group(4) == null ? 1 : Integer.parseInt(layers.group(4));
        for (int i = 0; i < times; i++) {
          kernels.add(Integer.parseInt(layers.group(2)));
          strides.add(Integer.parseInt(layers.group(3)));
        }
      }
    }
  }

  Encoder encoder() {
    return switch (type) {
      case "IMAGE" ->
          GoldenStep.encoder(
              "vision",
              String.format(
                  "{image_size: %d, patch: %d, positions: sincos, relative_bias: none,"
                      + " output_norm: true, norm_epsilon: %s, class_token: %s, mean: [1, 1, 1],"
                      + " deviation: [1, 1, 1]}",
                  part.get("input_size").asInt(),
                  part.get("patch_size").asInt(),
                  model.get("norm_eps").asDouble(),
                  part.get("num_extra_tokens").asInt() == 1));
      case "AUDIO" ->
          GoldenStep.encoder(
              "audio",
              String.format(
                  "{lengths: [%d], channels: %d, kernels: %s, strides: %s, extractor_gradient: %s,"
                      + " position_layers: %d, position_kernel: %d, position_groups: %d,"
                      + " alibi: %s, padding: kept, norm_epsilon: %s}",
                  stored().get("source").shape().size(1),
                  channels,
                  kernels,
                  strides,
                  part.get("local_grad_mult").asDouble(),
                  part.get("conv_pos_depth").asInt(),
                  part.get("conv_pos_width").asInt(),
                  part.get("conv_pos_groups").asInt(),
                  part.get("learned_alibi_scale_per_layer").asBoolean() ? "per_block" : "shared",
                  model.get("norm_eps").asDouble()));
      default ->
          GoldenStep.encoder(
              "text",
              String.format(
                  "{lengths: [%d], vocabulary: %d, positions: %d, padding: %d, mask_at: tokens}",
                  stored().get("tokens").shape().size(1),
                  model.get("vocab").asInt(),
                  part.get("max_source_positions").asInt(),
                  model.get("pad").asInt()));
    };
  }

  Data2Vec2 objective() {
    TargetBuilder targets =
        new TopLayersProvider()
            .create(RecipeReader.section("targets", GoldenStep.targets(model, blockTargets())));
    TransformerSettings transformer =
        new TransformerSettings(
            model.get("embed_dim").asInt(),
            prenet() + model.get("depth").asInt(),
            model.get("num_heads").asInt(),
            Optional.empty(),
            Norm.POST,
            Optional.empty(),
            true,
            0,
            0,
            0,
            0,
            0,
            model.get("norm_eps").asDouble(),
            Weights.BERT,
            Optional.empty());
    return new Data2Vec2(encoder(), new Transformer(transformer), targets, settings());
  }

  private Data2Vec2Settings settings() {
    boolean all = decoder.get("add_positions_all").asBoolean();
    return new Data2Vec2Settings(
        model.get("loss_beta").asDouble(),
        GoldenStep.positive(model.get("loss_scale")),
        model.get("cls_loss").asDouble(),
        clones(),
        0.01,
        own(),
        model.get("ema_decay").asDouble(),
        model.get("ema_end_decay").asDouble(),
        model.get("ema_anneal_end_step").asLong(),
        new DecoderSettings(
            decoder.get("decoder_dim").asInt(),
            decoder.get("decoder_layers").asInt(),
            decoder.get("decoder_kernel").asInt(),
            decoder.get("decoder_groups").asInt(),
            0,
            decoder.get("decoder_residual").asBoolean(),
            all ? Positions.ALL : Positions.NONE,
            DecoderSettings.Padding.COUNTS,
            decoder.get("projection_layers").asInt(),
            decoder.get("projection_ratio").asDouble()));
  }

  private Own own() {
    if (model.get("ema_encoder_only").asBoolean()) {
      return Own.BLOCKS;
    }
    return part.get("ema_local_encoder").asBoolean() ? Own.WHOLE : Own.CONTEXT;
  }

  Adam adam() {
    boolean all = fixtures.json("expected").get("no_weight_decay").isEmpty();
    return new Adam(
        new AdamSettings(
            learningRate(),
            optimizer.get("betas").get(0).asDouble(),
            optimizer.get("betas").get(1).asDouble(),
            optimizer.get("eps").asDouble(),
            optimizer.get("weight_decay").asDouble(),
            all ? AdamSettings.Decay.ALL : AdamSettings.Decay.MATRICES,
            GoldenStep.positive(optimizer.get("clip_norm"))));
  }

  double learningRate() {
    return optimizer.get("lr").asDouble();
  }

  int topLayers() {
    return model.get("average_top_k_layers").asInt();
  }

  boolean blockTargets() {
    return model.get("end_of_block_targets").asBoolean();
  }

  /** Blocks before those whose values are averaged. */
  int prenet() {
    return part.get("prenet_depth").asInt();
  }

  int clones() {
    return model.get("clone_batch").asInt();
  }

  int extra() {
    return part.get("num_extra_tokens").asInt();
  }

  int samples() {
    return masks().size() / clones();
  }

  int hidden() {
    return masks().get(0).count();
  }

  Map<String, Array> feeds() {
    Map<String, Array> expected = fixtures.tensors("expected");
    Map<String, Array> feeds = new HashMap<>(inputs());
    feeds.putAll(VisibleBatch.feeds(masks(), splits(expected), clones()));
    feeds.put("noise", expected.get("decoder_mask_tokens"));
    return feeds;
  }

  private List<VisibleBatch.Split> splits(Map<String, Array> expected) {
    int[] keep = expected.get("ids_keep").ints();
    int[] restore = expected.get("ids_restore").ints();
    int tokens = masks().get(0).tokens();
    int visible = tokens - hidden();
    List<VisibleBatch.Split> splits = new ArrayList<>();
    for (int row = 0; row < masks().size(); row++) {
      int[] kept = Arrays.copyOfRange(keep, row * visible, (row + 1) * visible);
      Integer[] hidden = new Integer[tokens - visible];
      for (int token = 0; token < tokens; token++) {
        int place = restore[row * tokens + token];
        if (place >= visible) {
          hidden[place - visible] = token;
        }
      }
      splits.add(
          new VisibleBatch.Split(Arrays.stream(kept).boxed().toList(), Arrays.asList(hidden)));
    }
    return splits;
  }

  /** Of what goes in, where that has lengths. */
  Optional<Integer> length() {
    return type.equals("IMAGE")
        ? Optional.empty()
        : Optional.of(stored().get(type.equals("AUDIO") ? "source" : "tokens").shape().size(1));
  }

  private Map<String, Array> stored() {
    return fixtures.tensors("inputs");
  }

  private Map<String, Array> inputs() {
    Map<String, Array> stored = stored();
    return switch (type) {
      case "IMAGE" -> Map.of("pixels", stored.get("pixel_values"));
      case "AUDIO" ->
          AudioStep.inputs(
              stored.get("source"),
              stored.get("padding_mask"),
              kernels,
              strides,
              stored.get("mask").shape().size(1));
      default -> {
        int[] valid = new int[samples()];
        Array ids = stored.get("tokens");
        int tokens = ids.shape().size(1);
        for (int i = 0; i < ids.ints().length; i++) {
          valid[i / tokens] += ids.ints()[i] == model.get("pad").asInt() ? 0 : 1;
        }
        yield Map.of("ids", ids, MaskedBatch.VALID, MaskedFeeds.valid(valid, tokens));
      }
    };
  }

  private List<Mask> masks() {
    Array stored = stored().get("mask");
    int tokens = stored.shape().size(1);
    List<Mask> masks = new ArrayList<>();
    for (int row = 0; row < stored.shape().size(0); row++) {
      BitSet masked = new BitSet(tokens);
      for (int t = 0; t < tokens; t++) {
        masked.set(t, stored.ints()[row * tokens + t] == 1);
      }
      masks.add(Mask.of(tokens, masked));
    }
    return masks;
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

  private Map<String, Array> renamed(Map<String, Array> tensors, String prefix) {
    Map<String, Array> ours = new HashMap<>();
    tensors.forEach(
        (name, array) -> {
          String path = (prefix + name).replaceFirst("^modality_encoders\\.[A-Z]+\\.", "");
          if (SCALE.matcher(path).matches()) {
            scales(array, ours);
          } else if (!path.startsWith("fixed_positional_encoder.")) {
            ours.put(rename(path), array);
          }
        });
    return ours;
  }

  private void scales(Array array, Map<String, Array> ours) {
    int layers = array.shape().size(0);
    int heads = array.shape().size(2);
    for (int layer = 0; layer < layers; layer++) {
      float[] own = Arrays.copyOfRange(array.floats(), layer * heads, (layer + 1) * heads);
      String place = layers == 1 ? "encoder" : "transformer.blocks." + layer;
      ours.put(place + ".alibi_scale", Array.of(Shape.of(heads), own));
    }
  }

  private String rename(String path) {
    Matcher block = BLOCK.matcher(path);
    if (block.matches()) {
      int number = Integer.parseInt(block.group(2)) + (block.group(1) == null ? prenet() : 0);
      String rest =
          block
              .group(3)
              .replace("attn.qkv.", "attention.qkv.")
              .replace("attn.proj.", "attention.out.")
              .replace("mlp.fc1.", "mlp.up.")
              .replace("mlp.fc2.", "mlp.down.");
      return "transformer.blocks." + number + "." + rest;
    }
    if (path.startsWith("decoder.")) {
      return path.replaceFirst("(blocks\\.\\d+)\\.0\\.", "$1.")
          .replaceFirst("proj\\.([a-z])", "project.0.$1")
          .replaceFirst("proj\\.0\\.", "project.0.")
          .replaceFirst("proj\\.2\\.", "project.1.");
    }
    String ours =
        path.replace("context_encoder.norm.", "output_norm.")
            .replace("extra_tokens", "cls_token")
            .replace("local_encoder.proj.", "patch_embed.")
            .replace("local_encoder.embed_tokens.", "tokens.")
            .replace("local_encoder.embed_positions.", "positions.")
            .replace("local_encoder.layernorm_embedding.", "norm.")
            .replace("project_features.1.", "norm.")
            .replace("project_features.2.", "project.")
            .replaceFirst("local_encoder\\.conv_layers\\.(\\d+)\\.0\\.", "features.$1.")
            .replaceFirst("local_encoder\\.conv_layers\\.(\\d+)\\.2\\.1\\.", "features.$1.norm.");
    Matcher position =
        Pattern.compile("relative_positional_encoder\\.(\\d+)\\.0\\.(.*)").matcher(ours);
    return "encoder."
        + (position.matches()
            ? "positions." + (Integer.parseInt(position.group(1)) - 1) + "." + position.group(2)
            : ours);
  }
}
