package io.d2v.core.run;

import io.d2v.fuzz.Scratch;
import io.d2v.fuzz.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@link RunState}. */
public final class StateTarget implements Target {
  @Override
  public List<byte[]> seeds() throws IOException {
    Path file = Scratch.file("seed.json", new byte[0]);
    new RunState(1000, 7, Map.of("best", "0.5")).write(file);
    return List.of(Files.readAllBytes(file));
  }

  @Override
  public void read(byte[] input) throws IOException {
    RunState.read(Scratch.file("state.json", input));
  }
}
