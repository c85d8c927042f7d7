package io.d2v.audio;

import io.d2v.fuzz.Inputs;
import io.d2v.fuzz.Target;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** {@link PlainFlac}, where {@link SoundHeader} has nothing against a file. */
public final class FlacTarget implements Target {
  @Override
  public List<byte[]> seeds() throws IOException {
    return List.of(
        Inputs.seed("plain-level.flac"),
        Inputs.seed("plain-quiet.flac"),
        Inputs.seed("plain-ramp-best.flac"),
        Inputs.seed("plain-ramp-fast.flac"));
  }

  @Override
  public void read(byte[] input) throws IOException {
    SoundHeader header = SoundHeader.of("input.flac", input);
    header.requireWhole(input);
    if (header.format() == SoundFormat.FLAC && input[0] == 'f') {
      PlainFlac.decode(input, FlacStream.frames(input));
    }
  }

  @Override
  public Set<Class<? extends Exception>> refusals() {
    return Set.of(IOException.class);
  }
}
