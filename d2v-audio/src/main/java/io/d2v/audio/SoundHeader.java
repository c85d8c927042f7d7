package io.d2v.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * What the first bytes of a recording say; read before native code sees the file.
 *
 * @param format what it is, whatever its name says
 * @param rate in samples a second, where the header says it; else 0
 * @param samples of each channel, where the header says it
 */
record SoundHeader(SoundFormat format, int rate, OptionalLong samples) {
  /** Enough of a file to find its length, in the formats that say it. */
  static final int BYTES = 4096;

  private static final int LEAST_RATE = 1000;
  private static final int MOST_RATE = 384_000;
  private static final int STREAM_INFO = 18; // from "fLaC" to the rate
  private static final int ID3 = 10;

  /**
   * Reads the header.
   *
   * @param name of the file: G.722 has no header, and is known by its name alone
   * @param bytes the file, or its first {@value #BYTES} bytes
   * @throws IOException if it is none of the formats, or damaged
   */
  static SoundHeader of(String name, byte[] bytes) throws IOException {
    if (bytes.length == 0) {
      throw new IOException("the file is empty");
    }
    int start = starts(bytes, 0, "ID3") ? tag(bytes) : 0;
    if (starts(bytes, start, "fLaC")) {
      return flac(bytes, start);
    }
    if ((starts(bytes, 0, "RIFF") || starts(bytes, 0, "RF64")) && starts(bytes, 8, "WAVE")) {
      return WaveHeader.of(bytes).header();
    }
    if (starts(bytes, 0, "OggS")) {
      return new SoundHeader(SoundFormat.OGG, 0, OptionalLong.empty());
    }
    if (start > 0 || (bytes.length > 1 && bytes[0] == -1 && (bytes[1] & 0xE0) == 0xE0)) {
      return new SoundHeader(SoundFormat.MP3, 0, OptionalLong.empty());
    }
    if (SoundFormat.extension(name).equals("g722")) {
      return new SoundHeader(SoundFormat.G722, Resampler.RATE, OptionalLong.empty());
    }
    throw new IOException("neither FLAC, WAV, Ogg (Opus) nor MP3, whatever its name says");
  }

  /** Its length at 16 kHz. */
  OptionalLong resampled() {
    return samples.isEmpty()
        ? samples
        : OptionalLong.of((samples.getAsLong() * Resampler.RATE + rate - 1) / rate);
  }

  /**
   * Checks that the end of a file is there, where that can be seen without decoding.
   *
   * @param bytes the whole file
   */
  void requireWhole(byte[] bytes) throws IOException {
    if (samples.isPresent() && samples.getAsLong() == 0) {
      throw new IOException("its header says that it has no samples");
    }
    if (format == SoundFormat.WAV) {
      WaveHeader.of(bytes).requireWhole(bytes.length);
    } else if (format == SoundFormat.OGG) {
      OggPages.requireLast(bytes);
    }
  }

  static void requireRate(int rate) throws IOException {
    if (rate < LEAST_RATE || rate > MOST_RATE) {
      throw new IOException(
          "its header says " + rate + " samples a second; 1,000 to 384,000 are read");
    }
  }

  private static SoundHeader flac(byte[] bytes, int start) throws IOException {
    if (bytes.length < start + STREAM_INFO + Long.BYTES) {
      throw new IOException("the FLAC is cut short: its header is missing");
    }
    long info = ByteBuffer.wrap(bytes).getLong(start + STREAM_INFO);
    int rate = (int) (info >>> 44); // 20 bits; then 3 of channels, 5 of bits, 36 of samples
    requireRate(rate);
    long samples = info & 0xFFFFFFFFFL;
    return new SoundHeader(
        SoundFormat.FLAC, rate, samples == 0 ? OptionalLong.empty() : OptionalLong.of(samples));
  }

  /** The length of an ID3 tag, which has 7 bits of its length in each of four bytes. */
  private static int tag(byte[] bytes) {
    int length = 0;
    for (int i = 6; i < Math.min(ID3, bytes.length); i++) {
      length = (length << 7) | (bytes[i] & 0x7F);
    }
    return ID3 + length;
  }

  private static boolean starts(byte[] bytes, int at, String magic) {
    int end = at + magic.length();
    return end <= bytes.length
        && Arrays.equals(
            Arrays.copyOfRange(bytes, at, end), magic.getBytes(StandardCharsets.US_ASCII));
  }

  static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
