package io.d2v.vision;

import io.d2v.api.Dataset;
import io.d2v.files.Split;
import io.d2v.files.Storage;
import io.d2v.fuzz.Scratch;
import io.d2v.fuzz.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@link CifarImages}. */
public final class CifarTarget implements Target {
  private static final int RECORD = 1 + 3 * 32 * 32;

  @Override
  public List<byte[]> seeds() {
    byte[] two = new byte[2 * RECORD];
    two[RECORD] = 9;
    return List.of(two);
  }

  @Override
  public void read(byte[] input) throws IOException {
    Path file = Scratch.file("data_batch_1.bin", input);
    try (Dataset images = CifarImages.open(Storage.open(file, name -> true, 0), Split.AUTO)) {
      images.read(images.size() - 1);
    }
  }
}
