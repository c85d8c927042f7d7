package io.d2v.audio;

import io.d2v.fuzz.Inputs;
import io.d2v.fuzz.Target;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What is read of a recording before native code sees it. */
public final class SoundHeaderTarget implements Target {
  @Override
  public List<byte[]> seeds() throws IOException {
    return List.of(
        wave(),
        Inputs.seed("plain-level.flac"),
        Inputs.seed("tone.opus"),
        Arrays.copyOf(Inputs.seed("tone.mp3"), 256));
  }

  private static byte[] wave() {
    ByteBuffer wave = ByteBuffer.allocate(44 + 8).order(ByteOrder.LITTLE_ENDIAN);
    wave.put(ascii("RIFF")).putInt(44).put(ascii("WAVEfmt ")).putInt(16);
    wave.putShort((short) 1).putShort((short) 1).putInt(16_000).putInt(32_000);
    wave.putShort((short) 2).putShort((short) 16).put(ascii("data")).putInt(8);
    return wave.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void read(byte[] input) throws IOException {
    SoundHeader header = SoundHeader.of("sound", input);
    header.requireWhole(input);
    if (header.resampled().orElse(0) < 0) {
      throw new IllegalStateException("a negative length");
    }
  }

  @Override
  public Set<Class<? extends Exception>> refusals() {
    return Set.of(IOException.class);
  }
}
