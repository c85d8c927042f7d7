package io.d2v.audio;

import io.d2v.fuzz.Scratch;
import io.d2v.fuzz.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@link Manifest}. */
public final class SoundListTarget implements Target {
  @Override
  public List<byte[]> seeds() {
    return List.of(
        "/data/LibriSpeech\ntrain/1/1-1.flac\t225360\ntrain/1/1-2.flac\t255120\n"
            .getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void read(byte[] input) throws IOException {
    Manifest.read(Scratch.file("input.tsv", input));
  }
}
