package io.d2v.core.run;

import io.d2v.fuzz.Scratch;
import io.d2v.fuzz.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** {@link StateFile}. */
public final class StateTarget implements Target {
  @Override
  public List<byte[]> seeds() {
    String text = StateFile.text(new RunState(1000, 7, Map.of("best", "0.5")));
    return List.of(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void read(byte[] input) throws IOException {
    StateFile.read(Scratch.file(StateFile.NAME, input).getParent());
  }
}
