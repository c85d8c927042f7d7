package io.d2v.core.interchange;

import io.d2v.fuzz.Scratch;
import io.d2v.fuzz.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@link PlainJson}, which reads config.json of other software. */
public final class ConfigurationTarget implements Target {
  @Override
  public List<byte[]> seeds() {
    return List.of(
        """
        {"model_type": "data2vec-vision", "hidden_size": 768, "layer_norm_eps": 1e-12,
         "id2label": {"0": "cat"}, "out_indices": [3, 5], "use_mean_pooling": true, "x": null}
        """
            .getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void read(byte[] input) throws IOException {
    PlainJson.read(Scratch.file("config.json", input));
  }
}
