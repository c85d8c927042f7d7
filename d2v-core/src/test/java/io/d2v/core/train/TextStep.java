package io.d2v.core.train;

import io.d2v.api.Encoder;
import io.d2v.api.graph.Array;
import io.d2v.core.model.TransformerSettings;
import io.d2v.core.model.TransformerSettings.Norm;
import io.d2v.core.model.TransformerSettings.Weights;
import io.d2v.core.objective.MaskedBatch;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A golden step on text. */
final class TextStep extends GoldenStep {
  private static final Pattern HEAD = Pattern.compile(".*regression_head\\.(\\d+)\\.(\\w+)");

  TextStep(Fixtures fixtures) {
    super(fixtures);
  }

  @Override
  Encoder encoder() {
    return encoder(
        "text",
        String.format(
            "{lengths: [%d], vocabulary: %d, positions: %d, padding: %d}",
            fixtures.tensors("inputs").get("src_tokens").shape().size(1),
            model.get("vocab").asInt(),
            model.get("max_positions").asInt(),
            model.get("pad").asInt()));
  }

  @Override
  TransformerSettings transformer() {
    return new TransformerSettings(
        model.get("embed_dim").asInt(),
        model.get("layers").asInt(),
        model.get("attention_heads").asInt(),
        Optional.of(model.get("ffn_embed_dim").asInt()),
        model.get("normalize_before").asBoolean() ? Norm.PRE : Norm.POST,
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
    return model.get("head_layers").asInt();
  }

  @Override
  int extra() {
    return 0;
  }

  @Override
  Map<String, Array> inputs(Map<String, Array> stored) {
    Array ids = stored.get("target_tokens");
    int batch = ids.shape().size(0);
    int tokens = ids.shape().size(1);
    int[] valid = new int[batch];
    for (int i = 0; i < ids.ints().length; i++) {
      valid[i / tokens] += ids.ints()[i] == model.get("pad").asInt() ? 0 : 1;
    }
    return Map.of(
        "ids",
        ids,
        MaskedBatch.CORRUPTED + "ids",
        stored.get("src_tokens"),
        MaskedBatch.VALID,
        MaskedFeeds.valid(valid, tokens));
  }

  @Override
  Optional<String> rename(String name) {
    if (name.endsWith(".version")) {
      return Optional.empty();
    }
    String ours = name.replaceFirst("^encoder\\.sentence_encoder\\.", "");
    if (ours.startsWith("layers.")) {
      return Optional.of(block("transformer." + ours));
    }
    Matcher head = HEAD.matcher(ours);
    if (head.matches()) { // every second one is a GELU
      return Optional.of("head." + Integer.parseInt(head.group(1)) / 2 + "." + head.group(2));
    }
    return Optional.of(
        "encoder."
            + ours.replace("embed_tokens.", "tokens.")
                .replace("embed_positions.", "positions.")
                .replace("layernorm_embedding.", "norm."));
  }
}
