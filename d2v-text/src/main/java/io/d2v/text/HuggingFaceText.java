package io.d2v.text;

import io.d2v.api.CheckpointLayout;
import io.d2v.api.Configuration;
import io.d2v.api.FlatSettings;
import io.d2v.api.StoredName;
import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.text.HuggingFaceTextConfig.Head;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Text in Hugging Face's transformers: {@code Data2VecTextModel} and its heads. */
final class HuggingFaceText implements CheckpointLayout {
  private static final String INNER = "data2vec_text.";

  @Override
  public String name() {
    return "data2vec-text";
  }

  @Override
  public Adapted recipe(Configuration config) {
    return new Adapted("text-base", HuggingFaceTextConfig.settings(config));
  }

  @Override
  public Optional<Map<String, Object>> config(Map<String, String> settings) {
    Map<String, Object> config = HuggingFaceTextConfig.config(new FlatSettings(settings));
    config.put("model_type", name());
    return Optional.of(config);
  }

  @Override
  public void writeBeside(Map<String, String> settings, Path folder) throws IOException {
    String setting = settings.get(HuggingFaceTextConfig.TOKENIZER);
    if (setting != null && Tokenizers.exists(QuotedText.read(setting))) {
      TokenizerWriter.write(Tokenizers.vocabulary(QuotedText.read(setting)), folder);
    }
  }

  @Override
  public List<StoredName> names(Map<String, String> settings) {
    List<StoredName> names = new ArrayList<>(model());
    if (!Objects.equals(settings.get("encoder.type"), "true")) {
      int width = new FlatSettings(settings).integer("transformer.width");
      names.add(
          StoredName.fixed(
              "embeddings.token_type_embeddings.weight",
              Array.of(Shape.of(1, width), new float[width])));
    }
    Head head = Head.of(settings);
    if (head == Head.NONE) {
      names.add(StoredName.of("task.hidden.*", "pooler.dense.*"));
      return names;
    }
    List<StoredName> below = new ArrayList<>(names.stream().map(n -> n.below(INNER)).toList());
    if (head == Head.WORDS) {
      below.add(StoredName.of("task.hidden.*", "lm_head.dense.*"));
      below.add(StoredName.of("task.norm.*", "lm_head.layer_norm.*"));
      below.add(StoredName.of("task.out.bias", "lm_head.bias"));
      below.add(StoredName.ignored("lm_head.decoder.*")); // the embedding and the bias again
    } else {
      below.add(StoredName.of("task.hidden.*", "classifier.dense.*"));
      below.add(StoredName.of("task.out.*", "classifier.out_proj.*"));
    }
    return below;
  }

  @Override
  public Given inputs(Map<String, String> settings, Map<String, Array> theirs) {
    Map<String, Array> known = new TreeMap<>(theirs);
    Array ids = known.remove("input_ids");
    Array attended = known.remove("attention_mask");
    if (ids == null || ids.shape().rank() != 2 || !known.isEmpty()) {
      throw new UserError(
          UserError.Kind.DATA,
          "the model takes input_ids [batch, tokens] and, if there is padding, attention_mask;"
              + " given were "
              + theirs.keySet());
    }
    return new Given(
        Map.of("encoder.lengths", "[" + ids.shape().size(1) + "]"),
        Map.of(TokenEncoder.IDS, ids),
        Optional.ofNullable(attended).map(HuggingFaceText::reals),
        Optional.empty());
  }

  private static Array reals(Array integers) {
    float[] reals = new float[integers.shape().elements()];
    for (int i = 0; i < reals.length; i++) {
      reals[i] = integers.ints()[i];
    }
    return Array.of(integers.shape(), reals);
  }

  private static List<StoredName> model() {
    String block = "transformer.blocks.*.";
    String layer = "encoder.layer.*.";
    return List.of(
        StoredName.of("encoder.tokens.weight", "embeddings.word_embeddings.weight"),
        StoredName.of("encoder.positions.weight", "embeddings.position_embeddings.weight"),
        StoredName.of("encoder.type.weight", "embeddings.token_type_embeddings.weight"),
        StoredName.of("encoder.norm.*", "embeddings.LayerNorm.*"),
        StoredName.stacked(
            block + "attention.qkv.*",
            layer + "attention.self.query.*",
            layer + "attention.self.key.*",
            layer + "attention.self.value.*"),
        StoredName.of(block + "attention.out.*", layer + "attention.output.dense.*"),
        StoredName.of(block + "norm1.*", layer + "attention.output.LayerNorm.*"),
        StoredName.of(block + "mlp.up.*", layer + "intermediate.dense.*"),
        StoredName.of(block + "mlp.down.*", layer + "output.dense.*"),
        StoredName.of(block + "norm2.*", layer + "output.LayerNorm.*"),
        StoredName.ignored("embeddings.position_ids"));
  }
}
