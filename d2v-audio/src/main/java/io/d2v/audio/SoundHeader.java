package io.d2v.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** Tells from the first bytes of a FLAC or WAV how long it is. */
final class SoundHeader {
  private static final int RIFF = 12;
  private static final int CHUNK = 8;
  private static final int STREAM_INFO = 18; // "fLaC", the block's header, then 10 bytes to skip

  private SoundHeader() {}

  /** Samples at 16 kHz; empty where the bytes do not say. */
  static OptionalLong samples(byte[] head) {
    if (starts(head, 0, "fLaC")) {
      return flac(head);
    }
    return starts(head, 0, "RIFF") && starts(head, CHUNK, "WAVE")
        ? wav(head)
        : OptionalLong.empty();
  }

  /** STREAMINFO: 20 bits of rate, 3 of channels, 5 of depth, 36 of samples (RFC 9639). */
  private static OptionalLong flac(byte[] head) {
    if (head.length < STREAM_INFO + Long.BYTES) {
      return OptionalLong.empty();
    }
    long bits = ByteBuffer.wrap(head).getLong(STREAM_INFO);
    return at16k(bits & ((1L << 36) - 1), (int) (bits >>> 44));
  }

  private static OptionalLong wav(byte[] head) {
    ByteBuffer bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    int rate = 0;
    int frame = 0;
    long at = RIFF;
    while (at + CHUNK <= head.length) {
      int begin = (int) at;
      long size = Integer.toUnsignedLong(bytes.getInt(begin + 4));
      if (starts(head, begin, "fmt ") && begin + 24 <= head.length) {
        rate = bytes.getInt(begin + 12);
        frame = Short.toUnsignedInt(bytes.getShort(begin + 20));
      }
      if (starts(head, begin, "data")) {
        return frame == 0 ? OptionalLong.empty() : at16k(size / frame, rate);
      }
      at += CHUNK + size + (size & 1);
    }
    return OptionalLong.empty();
  }

  private static OptionalLong at16k(long samples, int rate) {
    return samples == 0 || rate <= 0
        ? OptionalLong.empty()
        : OptionalLong.of(Math.round((double) samples * SoundDecoder.RATE / rate));
  }

  private static boolean starts(byte[] bytes, int at, String mark) {
    byte[] wanted = mark.getBytes(StandardCharsets.US_ASCII);
    if (bytes.length < at + wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (bytes[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
