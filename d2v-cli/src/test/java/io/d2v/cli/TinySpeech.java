package io.d2v.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Made-up recordings with CMU Sphinx's lists: a low or a high tone a word, and noise. */
final class TinySpeech {
  private static final int RATE = 16_000;
  private static final int SAMPLES = RATE / 2;

  private TinySpeech() {}

  static Path write(Path folder, int train, int test) throws IOException {
    Files.createDirectories(folder.resolve("etc"));
    Files.createDirectories(folder.resolve("wav/someone"));
    list(folder, "train", train);
    list(folder, "test", test);
    return folder;
  }

  private static void list(Path folder, String part, int count) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String name = part + "-" + i;
      boolean high = i % 2 == 1;
      lines
          .append("<s> ")
          .append(high ? "HIGH" : "LOW")
          .append(" </s> (")
          .append(name)
          .append(")\n");
      Files.write(folder.resolve("wav/someone/" + name + ".wav"), tone(high ? 1500 : 300, i));
    }
    Files.writeString(folder.resolve("etc/tiny_" + part + ".transcription"), lines);
  }

  /** A recording of half a second. */
  static byte[] tone(double hertz, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ByteBuffer wave = ByteBuffer.allocate(44 + 2 * SAMPLES).order(ByteOrder.LITTLE_ENDIAN);
    wave.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * SAMPLES);
    wave.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    wave.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(2 * RATE);
    wave.putShort((short) 2).putShort((short) 16);
    wave.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * SAMPLES);
    for (int i = 0; i < SAMPLES; i++) {
      double sound = 8000 * Math.sin(2 * Math.PI * hertz * i / RATE) + random.nextInt(2000);
      wave.putShort((short) sound);
    }
    return wave.array();
  }
}
