package io.d2v.core.pickle;

import io.d2v.fuzz.Inputs;
import io.d2v.fuzz.Scratch;
import io.d2v.fuzz.Target;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@link PyTorchFile}. */
public final class PyTorchTarget implements Target {
  @Override
  public List<byte[]> seeds() throws IOException {
    return List.of(Inputs.seed("saved.pt"));
  }

  @Override
  public void read(byte[] input) throws IOException {
    try (PyTorchFile file = PyTorchFile.open(Scratch.file("input.pt", input))) {
      if (file.root() instanceof Map<?, ?> root && root.get("model") instanceof Map<?, ?> model) {
        file.tensors(model);
      }
    }
  }
}
