package io.d2v.vision;

import io.d2v.fuzz.Inputs;
import io.d2v.fuzz.Target;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** {@link ImageHeader}, which is read before native code sees an image. */
public final class ImageHeaderTarget implements Target {
  @Override
  public List<byte[]> seeds() throws IOException {
    return List.of(
        Inputs.seed("alpha.png"),
        Inputs.seed("colour.jpg"),
        Inputs.seed("progressive.jpg"),
        Inputs.seed("rotated.jpg"));
  }

  @Override
  public void read(byte[] input) throws IOException {
    ImageHeader header = ImageHeader.of(input);
    if ((long) header.height() * header.width() > ImageHeader.MOST_PIXELS) {
      throw new IllegalStateException("too large: " + header);
    }
  }

  @Override
  public Set<Class<? extends Exception>> refusals() {
    return Set.of(IOException.class);
  }
}
