package io.d2v.audio;

import io.d2v.api.CheckpointLayout;
import io.d2v.api.Configuration;
import io.d2v.api.FlatSettings;
import io.d2v.api.StoredName;
import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.DType;
import io.d2v.api.graph.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Sound in Hugging Face's transformers: {@code Data2VecAudioModel} and its CTC head. */
final class HuggingFaceAudio implements CheckpointLayout {
  private static final String INNER = "data2vec_audio.";

  @Override
  public String name() {
    return "data2vec-audio";
  }

  @Override
  public Adapted recipe(Configuration config) {
    return new Adapted("speech-base", HuggingFaceAudioConfig.settings(config));
  }

  @Override
  public Optional<Map<String, Object>> config(Map<String, String> settings) {
    Map<String, Object> config = HuggingFaceAudioConfig.config(new FlatSettings(settings));
    config.put("model_type", name());
    return Optional.of(config);
  }

  @Override
  public List<StoredName> names(Map<String, String> settings) {
    boolean letters = Objects.equals(settings.get("task.kind"), "letters");
    List<StoredName> names = new ArrayList<>();
    for (StoredName name : model()) {
      names.add(letters ? name.below(INNER) : name);
    }
    names.add(StoredName.of("task.out.*", "lm_head.*"));
    return names;
  }

  @Override
  public Given inputs(Map<String, String> settings, Map<String, Array> theirs) {
    Map<String, Array> known = new TreeMap<>(theirs);
    Array waveform = known.remove("input_values");
    Optional<Array> attended = Optional.ofNullable(known.remove("attention_mask"));
    Optional<Array> masked = Optional.ofNullable(known.remove("mask_time_indices"));
    if (waveform == null || waveform.shape().rank() != 2 || !known.isEmpty()) {
      throw new UserError(
          UserError.Kind.DATA,
          "the model takes input_values [batch, samples] and, if there is padding, attention_mask,"
              + " and, if it is to mask, mask_time_indices; given were "
              + theirs.keySet());
    }
    int batch = waveform.shape().size(0);
    int samples = waveform.shape().size(1);
    FlatSettings flat = new FlatSettings(settings);
    Convolutions convolutions =
        new Convolutions(flat.integers("encoder.kernels"), flat.integers("encoder.strides"));
    int frames = convolutions.frames(samples);
    int[] lengths = new int[batch * (convolutions.count() + 1)];
    float[] valid = new float[batch * frames];
    for (int b = 0; b < batch; b++) {
      int own = attended.isPresent() ? length(attended.get(), b) : samples;
      int[] each = convolutions.lengths(own);
      System.arraycopy(each, 0, lengths, b * each.length, each.length);
      Arrays.fill(valid, b * frames, b * frames + convolutions.frames(own), 1);
    }
    return new Given(
        Map.of("encoder.lengths", "[" + samples + "]"),
        Map.of(
            WaveEncoder.WAVEFORM,
            waveform,
            WaveEncoder.LENGTHS,
            Array.of(Shape.of(batch, convolutions.count() + 1), lengths)),
        Optional.of(Array.of(Shape.of(batch, frames), valid)),
        masked.map(HuggingFaceAudio::truths));
  }

  /** How many samples are real; padding comes last. */
  private static int length(Array attended, int row) {
    int samples = attended.shape().last();
    int length = 0;
    for (int i = 0; i < samples; i++) {
      if (attended.ints()[row * samples + i] != 0) {
        if (length < i) {
          throw new UserError(
              UserError.Kind.DATA,
              "attention_mask: in row " + row + " a sample at " + i + " comes after padding");
        }
        length++;
      }
    }
    return length;
  }

  private static Array truths(Array stored) {
    if (stored.type().dtype() == DType.BOOL) {
      return stored;
    }
    boolean[] masked = new boolean[stored.shape().elements()];
    for (int i = 0; i < masked.length; i++) {
      masked[i] = stored.ints()[i] != 0;
    }
    return Array.of(stored.shape(), masked);
  }

  private static List<StoredName> model() {
    String block = "transformer.blocks.*.";
    String layer = "encoder.layers.*.";
    return List.of(
        StoredName.of("mask_token", "masked_spec_embed").withLeading(2),
        StoredName.of("encoder.features.*.*", "feature_extractor.conv_layers.*.conv.*"),
        StoredName.of("encoder.features.*.norm.*", "feature_extractor.conv_layers.*.layer_norm.*"),
        StoredName.of("encoder.norm.*", "feature_projection.layer_norm.*"),
        StoredName.of("encoder.project.*", "feature_projection.projection.*"),
        StoredName.of("encoder.positions.*.*", "encoder.pos_conv_embed.layers.*.conv.*"),
        StoredName.of("encoder.output_norm.*", "encoder.layer_norm.*"),
        StoredName.stacked(
            block + "attention.qkv.*",
            layer + "attention.q_proj.*",
            layer + "attention.k_proj.*",
            layer + "attention.v_proj.*"),
        StoredName.of(block + "attention.out.*", layer + "attention.out_proj.*"),
        StoredName.of(block + "norm1.*", layer + "layer_norm.*"),
        StoredName.of(block + "mlp.up.*", layer + "feed_forward.intermediate_dense.*"),
        StoredName.of(block + "mlp.down.*", layer + "feed_forward.output_dense.*"),
        StoredName.of(block + "norm2.*", layer + "final_layer_norm.*"));
  }
}
