package io.d2v.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * The chunks of a WAV up to its samples (Microsoft's RIFF WAVE).
 *
 * @param rate in samples a second
 * @param frame bytes of a sample of all channels; 0 where a compression has no such number
 * @param data where the samples begin; 0 where that was not reached
 * @param length bytes of the samples, as the header says
 */
record WaveHeader(int rate, int frame, int data, long length) {
  private static final int CHUNK = 8;
  private static final int FIRST = 12;
  private static final int FORMAT = 0x20746D66; // "fmt "
  private static final int DATA = 0x61746164; // "data"
  private static final long UNKNOWN = 0x7FFFF000L; // programs that write to a pipe say this or more

  static WaveHeader of(byte[] bytes) throws IOException {
    ByteBuffer file = SoundHeader.littleEndian(bytes);
    int rate = 0;
    int frame = 0;
    long at = FIRST;
    while (at + CHUNK <= bytes.length) {
      int kind = file.getInt((int) at);
      long length = file.getInt((int) at + 4) & 0xFFFFFFFFL;
      long content = at + CHUNK;
      if (kind == DATA) {
        require(rate > 0, "it has no format before its samples");
        return new WaveHeader(rate, frame, (int) content, length);
      }
      if (kind == FORMAT) {
        require(length >= 16 && content + 16 <= bytes.length, "its format is cut short");
        rate = file.getInt((int) content + 4);
        SoundHeader.requireRate(rate);
        int tag = file.getShort((int) content) & 0xFFFF;
        frame = fixed(tag) ? file.getShort((int) content + 12) & 0xFFFF : 0;
        require(frame > 0 || !fixed(tag), "its format says that a sample has no bytes");
      }
      at = content + length + (length & 1);
    }
    require(bytes.length >= SoundHeader.BYTES && rate > 0, "its samples are missing");
    return new WaveHeader(rate, frame, 0, UNKNOWN); // other chunks before them, beyond the head
  }

  SoundHeader header() {
    boolean known = frame > 0 && length < UNKNOWN;
    return new SoundHeader(
        SoundFormat.WAV, rate, known ? OptionalLong.of(length / frame) : OptionalLong.empty());
  }

  /** Checks that as many samples follow as the header says. */
  void requireWhole(int size) throws IOException {
    require(
        length >= UNKNOWN || data + length <= size,
        "its header says "
            + length
            + " bytes of samples, and "
            + (size - data)
            + " follow: it is cut short, or the length is wrong");
  }

  /** PCM, float, A-law, mu-law and the extensible form of these have samples of one size. */
  private static boolean fixed(int tag) {
    return tag == 1 || tag == 3 || tag == 6 || tag == 7 || tag == 0xFFFE;
  }

  private static void require(boolean holds, String what) throws IOException {
    if (!holds) {
      throw new IOException("the WAV is damaged: " + what);
    }
  }
}
