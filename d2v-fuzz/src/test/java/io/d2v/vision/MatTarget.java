package io.d2v.vision;

import io.d2v.fuzz.Inputs;
import io.d2v.fuzz.Target;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** {@link MatFile}. */
public final class MatTarget implements Target {
  @Override
  public List<byte[]> seeds() throws IOException {
    return List.of(Inputs.seed("meta.mat"));
  }

  @Override
  public void read(byte[] input) throws IOException {
    MatFile.read(input);
  }

  @Override
  public Set<Class<? extends Exception>> refusals() {
    return Set.of(IOException.class);
  }
}
