package io.d2v.audio;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Decodes FLAC of the kind that LibriSpeech is of, one channel of 16 bits at 16 kHz (RFC 9639), in
 * less time than FFmpeg takes. What is another kind, unusual or damaged is FFmpeg's to decode, or
 * to refuse.
 */
final class PlainFlac {
  private static final int INFO = 18; // from "fLaC" to the rate
  private static final int BITS = 16;

  /** 20 bits of the rate, 3 of the channels but one, 5 of the bits but one. */
  private static final long KIND = (long) Resampler.RATE << 8 | BITS - 1;

  private static final float UNIT = 1f / (1 << 15);
  private static final int SYNC = 0x3FFE; // 14 bits
  private static final int RATE_16_KHZ = 5;
  private static final int DEPTH_16 = 4;
  private static final int CHECKSUM = 2;
  private static final int[][] FIXED = {{}, {1}, {2, -1}, {3, -3, 1}, {4, -6, 4, -1}};

  private final byte[] bytes;
  private final BitInput in;
  private int[] block = new int[LinearPrediction.MOST];

  private PlainFlac(byte[] bytes) {
    this.bytes = bytes;
    in = new BitInput(bytes);
  }

  /**
   * All samples, from -1 to 1, as many as the header promises.
   *
   * @param frames where the first frame begins
   */
  static Optional<float[]> decode(byte[] bytes, int frames) {
    long info = ByteBuffer.wrap(bytes).getLong(INFO);
    long samples = info & 0xFFFFFFFFFL;
    if (info >>> 36 != KIND || samples < 1 || samples > Resampler.MOST_EXPECTED) {
      return Optional.empty();
    }
    try {
      return new PlainFlac(bytes).all(frames, (int) samples);
    } catch (EOFException cutShort) {
      return Optional.empty();
    }
  }

  private Optional<float[]> all(int begin, int samples) throws EOFException {
    float[] out = new float[samples];
    int done = 0;
    int at = begin;
    while (done < samples) {
      in.goTo(at);
      OptionalInt length = frame(samples - done);
      int end = in.position() + CHECKSUM;
      if (length.isEmpty() || end > bytes.length || FlacChecksum.of(bytes, at, end) != 0) {
        return Optional.empty();
      }
      toShares(block, length.getAsInt(), out, done);
      done += length.getAsInt();
      at = end;
    }
    return at == bytes.length ? Optional.of(out) : Optional.empty();
  }

  private static void toShares(int[] block, int length, float[] out, int start) {
    for (int i = 0; i < length; i++) {
      out[start + i] = block[LinearPrediction.MOST + i] * UNIT;
    }
  }

  /** Decodes a frame, and says how many samples it has; nothing if it is not of this kind. */
  private OptionalInt frame(int most) throws EOFException {
    boolean synchronous = in.bits(14) == SYNC && in.bits(1) == 0;
    in.bits(1); // whether all blocks have one size
    int size = in.bits(4);
    int rate = in.bits(4);
    int channels = in.bits(4);
    int depth = in.bits(3);
    boolean usual =
        synchronous
            && size > 0
            && (rate == 0 || rate == RATE_16_KHZ)
            && channels == 0
            && (depth == 0 || depth == DEPTH_16)
            && in.bits(1) == 0;
    if (!usual) {
      return OptionalInt.empty();
    }
    int number = Integer.numberOfLeadingZeros(~in.bits(8) << 24); // as UTF-8 says its length
    for (int i = 1; i < number; i++) {
      in.bits(8);
    }
    int length = length(size);
    in.bits(8); // the header's checksum; the frame's is over it too
    if (length > most) {
      return OptionalInt.empty();
    }
    if (block.length < LinearPrediction.MOST + length) {
      block = new int[LinearPrediction.MOST + length];
    }
    return subframe(LinearPrediction.MOST + length) ? OptionalInt.of(length) : OptionalInt.empty();
  }

  private int length(int code) throws EOFException {
    if (code == 1) {
      return 192;
    }
    if (code < 6) {
      return 576 << (code - 2);
    }
    return code < 8 ? in.bits(8 * (code - 5)) + 1 : 256 << (code - 8);
  }

  private boolean subframe(int end) throws EOFException {
    int header = in.bits(8);
    boolean usual = (header & 0x81) == 0; // the lowest says that all samples end in zeros
    return usual && content(header >>> 1, end);
  }

  private boolean content(int type, int end) throws EOFException {
    int begin = LinearPrediction.MOST;
    if (type == 0) {
      Arrays.fill(block, begin, end, in.signed(BITS));
      return true;
    }
    if (type == 1) {
      return raw(BITS, begin, end);
    }
    if (type >= 8 && type <= 12) {
      int[] weights = FIXED[type - 8];
      return raw(BITS, begin, begin + weights.length)
          && residual(begin, begin + weights.length, end)
          && predicted(weights, 0, begin, end);
    }
    return type >= 32 && linear(type - 31, begin, end);
  }

  private boolean linear(int order, int begin, int end) throws EOFException {
    if (order > LinearPrediction.MOST || begin + order > end) {
      return false;
    }
    raw(BITS, begin, begin + order);
    int precision = in.bits(4) + 1;
    int shift = in.signed(5);
    int[] weights = new int[order];
    for (int i = 0; i < order; i++) {
      weights[i] = in.signed(precision);
    }
    int sumBits = Integer.SIZE - Integer.numberOfLeadingZeros(order - 1);
    return precision < 16
        && shift >= 0
        && BITS + precision + sumBits <= Integer.SIZE
        && residual(begin, begin + order, end)
        && predicted(weights, shift, begin, end);
  }

  private boolean predicted(int[] weights, int shift, int begin, int end) {
    int[] all = Arrays.copyOf(weights, LinearPrediction.MOST);
    LinearPrediction.restore(block, begin + weights.length, end, all, weights.length, shift);
    return true;
  }

  private boolean raw(int bits, int begin, int end) throws EOFException {
    for (int i = begin; i < end; i++) {
      block[i] = in.signed(bits);
    }
    return begin <= end;
  }

  /** In partitions of one size, the first of which lacks what comes before the residual. */
  private boolean residual(int begin, int from, int end) throws EOFException {
    int method = in.bits(2);
    int partitions = 1 << in.bits(4);
    int size = (end - begin) / partitions;
    if (method > 1 || size * partitions != end - begin || begin + size < from) {
      return false;
    }
    int bits = 4 + method;
    int at = from;
    for (int stop = begin + size; stop <= end; stop += size) {
      int lower = in.bits(bits);
      if (lower == (1 << bits) - 1) {
        raw(in.bits(5), at, stop);
      } else {
        in.rice(lower, block, at, stop);
      }
      at = stop;
    }
    return true;
  }
}
