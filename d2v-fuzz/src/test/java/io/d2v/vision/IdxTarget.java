package io.d2v.vision;

import io.d2v.api.Dataset;
import io.d2v.fuzz.Inputs;
import io.d2v.fuzz.Scratch;
import io.d2v.fuzz.Target;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** {@link IdxImages}, compressed where an input begins as a .gz does. */
public final class IdxTarget implements Target {
  @Override
  public List<byte[]> seeds() throws IOException {
    byte[] plain = ByteBuffer.allocate(16 + 8).putInt(0x803).putInt(2).putInt(2).putInt(2).array();
    return List.of(plain, Inputs.gzipped(plain));
  }

  @Override
  public void read(byte[] input) throws IOException {
    boolean packed = input.length > 0 && input[0] == 0x1f;
    Path file = Scratch.file("images-idx3-ubyte" + (packed ? ".gz" : ""), input);
    try (Dataset images = IdxImages.open(file)) {
      images.read(0);
      images.read(images.size() - 1);
    }
  }
}
