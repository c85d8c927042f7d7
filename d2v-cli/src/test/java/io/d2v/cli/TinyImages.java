package io.d2v.cli;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/** Made-up labelled images in MNIST's format: a bright left or right half, and noise. */
final class TinyImages {
  static final int SIDE = 8;

  private TinyImages() {}

  static Path write(Path folder, int count) throws IOException {
    Files.createDirectories(folder);
    SplittableRandom random = new SplittableRandom(3);
    try (DataOutputStream images = idx(folder.resolve("train-images-idx3-ubyte.gz"));
        DataOutputStream labels = idx(folder.resolve("train-labels-idx1-ubyte.gz"))) {
      for (int number : new int[] {0x803, count, SIDE, SIDE}) {
        images.writeInt(number);
      }
      labels.writeInt(0x801);
      labels.writeInt(count);
      for (int i = 0; i < count; i++) {
        int label = i % 2;
        labels.write(label);
        for (int p = 0; p < SIDE * SIDE; p++) {
          int half = p % SIDE < SIDE / 2 ? 0 : 1;
          images.write((half == label ? 180 : 20) + random.nextInt(60));
        }
      }
    }
    return folder;
  }

  private static DataOutputStream idx(Path file) throws IOException {
    return new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file)));
  }
}
