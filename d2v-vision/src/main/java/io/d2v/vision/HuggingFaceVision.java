package io.d2v.vision;

import io.d2v.api.CheckpointLayout;
import io.d2v.api.Configuration;
import io.d2v.api.FlatSettings;
import io.d2v.api.StoredName;
import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Images in Hugging Face's transformers: {@code Data2VecVisionModel} and its heads. */
final class HuggingFaceVision implements CheckpointLayout {
  private static final String INNER = "data2vec_vision.";
  private static final String POSITIONS = "embeddings.position_embeddings";
  private static final String CLASSIFIER = "Data2VecVisionForImageClassification";
  private static final String MODEL = "Data2VecVisionModel";

  @Override
  public String name() {
    return "data2vec-vision";
  }

  @Override
  public Adapted recipe(Configuration config) {
    return new Adapted("vision-base", HuggingFaceVisionConfig.settings(config, MODEL, CLASSIFIER));
  }

  @Override
  public Optional<Map<String, Object>> config(Map<String, String> settings) {
    Map<String, Object> config = HuggingFaceVisionConfig.config(new FlatSettings(settings));
    config.put("model_type", name());
    config.put("architectures", List.of(classifies(settings) ? CLASSIFIER : MODEL));
    return Optional.of(config);
  }

  @Override
  public List<StoredName> names(Map<String, String> settings) {
    List<StoredName> names = new ArrayList<>();
    for (StoredName name : model()) {
      names.add(classifies(settings) ? name.below(INNER) : name);
    }
    names.add(StoredName.of("task.out.*", "classifier.*"));
    if (Objects.equals(settings.get("encoder.positions"), "sincos")) {
      StoredName positions =
          StoredName.fixed(POSITIONS, HuggingFaceVisionConfig.sinCos(new FlatSettings(settings)));
      names.add(classifies(settings) ? positions.below(INNER) : positions);
    }
    return names;
  }

  @Override
  public Given inputs(Map<String, String> settings, Map<String, Array> theirs) {
    Map<String, Array> known = new TreeMap<>(theirs);
    Array pixels = known.remove("pixel_values");
    Optional<Array> mask = Optional.ofNullable(known.remove("bool_masked_pos"));
    if (pixels == null || !known.isEmpty()) {
      throw new UserError(
          UserError.Kind.DATA,
          "the model takes pixel_values and, if it is to mask, bool_masked_pos; given were "
              + theirs.keySet());
    }
    return new Given(
        Map.of(), Map.of(PatchEncoder.PIXELS, pixels), Optional.empty(), mask.map(Masks::of));
  }

  private static boolean classifies(Map<String, String> settings) {
    return Objects.equals(settings.get("task.kind"), "classes");
  }

  private static List<StoredName> model() {
    String block = "transformer.blocks.*.";
    String layer = "encoder.layer.*.";
    String attention = layer + "attention.attention.";
    String table = "relative_position_bias.relative_position_bias_table";
    return List.of(
        StoredName.of("mask_token", "embeddings.mask_token"),
        StoredName.of("encoder.cls_token", "embeddings.cls_token"),
        StoredName.of("encoder.pos_embed", POSITIONS),
        StoredName.of("encoder.patch_embed.*", "embeddings.patch_embeddings.projection.*"),
        StoredName.of("encoder.rel_pos_bias.table", "encoder." + table),
        StoredName.of(block + "rel_pos_bias.table", attention + table),
        StoredName.of(block + "norm1.*", layer + "layernorm_before.*"),
        StoredName.of(block + "norm2.*", layer + "layernorm_after.*"),
        StoredName.of(block + "scale1", layer + "lambda_1"),
        StoredName.of(block + "scale2", layer + "lambda_2"),
        StoredName.stacked(
            block + "attention.qkv.weight",
            attention + "query.weight",
            attention + "key.weight",
            attention + "value.weight"),
        StoredName.of(block + "attention.q_bias", attention + "query.bias"),
        StoredName.of(block + "attention.v_bias", attention + "value.bias"),
        StoredName.of(block + "attention.out.*", layer + "attention.output.dense.*"),
        StoredName.of(block + "mlp.up.*", layer + "intermediate.dense.*"),
        StoredName.of(block + "mlp.down.*", layer + "output.dense.*"),
        StoredName.of("transformer.norm.*", "layernorm.*"),
        StoredName.of("task.norm.*", "pooler.layernorm.*"),
        StoredName.ignored("encoder.relative_position_bias.relative_position_index"),
        StoredName.ignored(attention + "relative_position_bias.relative_position_index"));
  }
}
