package io.d2v.core.run;

import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Reads one tensor's entries, a piece at a time, into the types that a graph knows. */
final class EntryReader {
  private static final int PIECE = 1 << 20;

  private final FileChannel channel;
  private final HeaderReader errors;
  private final String name;
  private final SafetensorsHeader.Entry entry;
  private final StoredType stored;

  EntryReader(
      FileChannel channel, HeaderReader errors, String name, SafetensorsHeader.Entry entry) {
    this.channel = channel;
    this.errors = errors;
    this.name = name;
    this.entry = entry;
    this.stored = entry.storedType();
  }

  Array read() throws IOException {
    Shape shape = entry.shape();
    return switch (stored.readAs()) {
      case FLOAT32 -> {
        float[] floats = new float[shape.elements()];
        forEachPiece((piece, from, count) -> readFloats(piece, floats, from, count));
        yield Array.of(shape, floats);
      }
      case INT32 -> {
        int[] ints = new int[shape.elements()];
        forEachPiece((piece, from, count) -> readInts(piece, ints, from, count));
        yield Array.of(shape, ints);
      }
      case BOOL -> {
        boolean[] booleans = new boolean[shape.elements()];
        forEachPiece((piece, from, count) -> readBooleans(piece, booleans, from, count));
        yield Array.of(shape, booleans);
      }
    };
  }

  private void readFloats(ByteBuffer piece, float[] floats, int from, int count) {
    if (stored == StoredType.F32) {
      piece.asFloatBuffer().get(floats, from, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      floats[from + i] =
          switch (stored) {
            case F16 -> half(piece.getShort(2 * i));
            case BF16 -> Float.intBitsToFloat(piece.getShort(2 * i) << 16);
            default -> narrowed(piece.getDouble(8 * i), from + i);
          };
    }
  }

  private void readInts(ByteBuffer piece, int[] ints, int from, int count) {
    for (int i = 0; i < count; i++) {
      ints[from + i] =
          switch (stored) {
            case I32 -> piece.getInt(4 * i);
            case I16 -> piece.getShort(2 * i);
            case I8 -> piece.get(i);
            case U8 -> Byte.toUnsignedInt(piece.get(i));
            default -> narrowed(piece.getLong(8 * i), from + i);
          };
    }
  }

  private void readBooleans(ByteBuffer piece, boolean[] booleans, int from, int count) {
    for (int i = 0; i < count; i++) {
      byte value = piece.get(i);
      if (value != 0 && value != 1) {
        throw unfit(from + i, value, "a truth value, 0 or 1");
      }
      booleans[from + i] = value == 1;
    }
  }

  private float narrowed(double value, int index) {
    float narrow = (float) value;
    if (Float.isInfinite(narrow) && !Double.isInfinite(value)) {
      throw unfit(index, value, "a 32-bit real number");
    }
    return narrow;
  }

  private int narrowed(long value, int index) {
    if (value != (int) value) {
      throw unfit(index, value, "a 32-bit integer");
    }
    return (int) value;
  }

  private UserError unfit(int index, Object value, String wanted) {
    return errors.damaged(name, "entry " + index + " is " + value + ", which is not " + wanted);
  }

  /** A 16-bit IEEE 754 number; {@code Float.float16ToFloat} came with Java 20. */
  static float half(short bits) {
    int magnitude = bits & 0x7fff;
    float value;
    if (magnitude >= 0x7c00) {
      value = magnitude == 0x7c00 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else {
      // Read as a float with the same fields, a half is 2^112 times too small, subnormals included.
      value = Float.intBitsToFloat(magnitude << 13) * 0x1p112f;
    }
    return bits < 0 ? -value : value;
  }

  private void forEachPiece(PieceReader reader) throws IOException {
    int total = entry.shape().elements();
    int most = PIECE / stored.bytes();
    ByteBuffer piece =
        ByteBuffer.allocate(Math.min(most, total) * stored.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int done = 0; done < total; ) {
      int count = Math.min(most, total - done);
      piece.clear().limit(count * stored.bytes());
      HeaderReader.readFully(channel, piece, entry.begin() + (long) done * stored.bytes());
      reader.read(piece.flip(), done, count);
      done += count;
    }
  }

  @FunctionalInterface
  private interface PieceReader {
    void read(ByteBuffer piece, int from, int count);
  }
}
