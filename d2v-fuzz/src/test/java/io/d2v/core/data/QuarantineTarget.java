package io.d2v.core.data;

import io.d2v.fuzz.Scratch;
import io.d2v.fuzz.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@link Quarantine}. */
public final class QuarantineTarget implements Target {
  @Override
  public List<byte[]> seeds() {
    return List.of("17\ta.jpg: cut short\n3\tb.jpg: empty\n".getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void read(byte[] input) throws IOException {
    Quarantine.listed(Scratch.file("quarantine.tsv", input), 1000, 0.5);
  }
}
