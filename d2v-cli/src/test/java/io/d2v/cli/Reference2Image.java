package io.d2v.cli;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.testkit.PyTorchZip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A checkpoint of data2vec 2.0 as fairseq saves one, of random numbers: for images of {@link
 * TinyImages}, a block for them alone, one for all data, and no decoder and teacher.
 */
final class Reference2Image {
  private static final int WIDTH = 8;
  private static final int PATCH = 4;
  private static final String OWN = "modality_encoders.IMAGE.";

  private final Map<String, Object> parameters = new TreeMap<>();
  private final SplittableRandom random = new SplittableRandom(5);

  private Reference2Image() {
    put(OWN + "extra_tokens", 1, 1, WIDTH);
    put(OWN + "local_encoder.proj.weight", WIDTH, 1, PATCH, PATCH);
    put(OWN + "local_encoder.proj.bias", WIDTH);
    norm(OWN + "context_encoder.norm");
    block(OWN + "context_encoder.blocks.0.");
    block("blocks.0.");
  }

  static Path write(Path file) throws IOException {
    Map<String, Object> image = new HashMap<>();
    image.put("type", "IMAGE");
    image.putAll(Map.of("input_size", TinyImages.SIDE, "patch_size", PATCH, "in_chans", 1));
    image.putAll(Map.of("prenet_depth", 1, "num_extra_tokens", 1, "ema_local_encoder", true));
    image.putAll(Map.of("mask_length", 1, "mask_prob", 0.5));
    image.put("decoder", Map.of("decoder_dim", WIDTH, "decoder_layers", 1, "decoder_groups", 2));
    Map<String, Object> model = new HashMap<>();
    model.put("_name", "data2vec_multi");
    model.put("modalities", Map.of("image", image));
    model.putAll(Map.of("embed_dim", WIDTH, "num_heads", 2, "depth", 1));
    model.putAll(Map.of("average_top_k_layers", 1, "ema_encoder_only", false));
    PyTorchZip.write(
        file, Map.of("cfg", Map.of("model", model), "model", new Reference2Image().parameters));
    return file;
  }

  private void block(String name) {
    linear(name + "attn.qkv", WIDTH, 3 * WIDTH);
    linear(name + "attn.proj", WIDTH, WIDTH);
    linear(name + "mlp.fc1", WIDTH, 4 * WIDTH);
    linear(name + "mlp.fc2", 4 * WIDTH, WIDTH);
    norm(name + "norm1");
    norm(name + "norm2");
  }

  private void linear(String name, int from, int to) {
    put(name + ".weight", to, from);
    put(name + ".bias", to);
  }

  private void norm(String name) {
    put(name + ".weight", WIDTH);
    put(name + ".bias", WIDTH);
  }

  private void put(String name, int... sizes) {
    Shape shape = Shape.of(sizes);
    float[] numbers = new float[shape.elements()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (0.3 * random.nextGaussian());
    }
    parameters.put(name, Array.of(shape, numbers));
  }
}
