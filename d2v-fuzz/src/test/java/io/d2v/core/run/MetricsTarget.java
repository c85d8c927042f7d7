package io.d2v.core.run;

import io.d2v.fuzz.Scratch;
import io.d2v.fuzz.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** {@link MetricsLog}. */
public final class MetricsTarget implements Target {
  @Override
  public List<byte[]> seeds() {
    return List.of(
        """
        {"step":1,"loss":0.5,"gradient_norm":1.5e-3}
        {"step":2,"loss":"NaN","gradient_norm":"Infinity","samples":128}
        """
            .getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void read(byte[] input) throws IOException {
    Path file = Scratch.file("metrics.jsonl", input);
    MetricsLog.last(file);
    MetricsLog.read(file);
  }
}
