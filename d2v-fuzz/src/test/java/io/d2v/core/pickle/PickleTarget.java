package io.d2v.core.pickle;

import io.d2v.fuzz.Inputs;
import io.d2v.fuzz.Scratch;
import io.d2v.fuzz.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipFile;

/** {@link PickleReader}. */
public final class PickleTarget implements Target {
  @Override
  public List<byte[]> seeds() throws IOException {
    Path file = Scratch.file("seed.pt", Inputs.seed("saved.pt"));
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return List.of(zip.getInputStream(zip.getEntry("saved/data.pkl")).readAllBytes());
    }
  }

  @Override
  public void read(byte[] input) {
    PickleReader.read(input);
  }

  @Override
  public Set<Class<? extends Exception>> refusals() {
    return Set.of(BrokenPickle.class);
  }
}
