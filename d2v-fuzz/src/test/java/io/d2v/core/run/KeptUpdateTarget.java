package io.d2v.core.run;

import io.d2v.fuzz.Scratch;
import io.d2v.fuzz.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@link KeptUpdate}. */
public final class KeptUpdateTarget implements Target {
  private static final String NAME = "step-7.json";

  @Override
  public List<byte[]> seeds() throws IOException {
    KeptUpdate.KeptBatch batch =
        new KeptUpdate.KeptBatch(6, 0, 0, 99, List.of(new KeptUpdate.KeptSample(3, "a.jpg")));
    Path file = Scratch.file(NAME, new byte[0]);
    new KeptUpdate(7, "spike", Map.of("loss", 1.5), 1, 1e-3, 0.999, List.of(batch), "name: test\n")
        .write(file);
    return List.of(Files.readAllBytes(file));
  }

  @Override
  public void read(byte[] input) throws IOException {
    KeptUpdate.read(Scratch.file(NAME, input));
  }
}
