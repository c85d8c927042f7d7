package io.d2v.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/** Writes small WAV files. */
record Wave(int rate, int channels, int bits) {
  static final int HEADER = 44;

  /** A sine of half the range. */
  byte[] tone(double frequency, double seconds) {
    double most = 0.5 * (1L << (bits - 1));
    return of(
        IntStream.range(0, (int) (seconds * rate))
            .map(i -> (int) Math.rint(most * Math.sin(2 * Math.PI * frequency * i / rate)))
            .toArray());
  }

  /** Whole numbers, the channels of a sample side by side. */
  byte[] of(int... samples) {
    int each = bits / 8;
    int size = samples.length * each;
    ByteBuffer file = ByteBuffer.allocate(HEADER + size).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(HEADER - 8 + size).put(ascii("WAVEfmt ")).putInt(16);
    file.putShort((short) 1).putShort((short) channels).putInt(rate);
    file.putInt(rate * channels * each).putShort((short) (channels * each));
    file.putShort((short) bits).put(ascii("data")).putInt(size);
    for (int sample : samples) {
      for (int shift = 0; shift < bits; shift += 8) {
        file.put((byte) (sample >> shift));
      }
    }
    return file.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
