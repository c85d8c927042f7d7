package io.d2v.vision;

import java.nio.ByteBuffer;

/**
 * A piece of a MATLAB file.
 *
 * @param type what it is
 * @param bytes its content
 */
record MatElement(int type, ByteBuffer bytes) {
  static final int TAG = 8;

  private static final int SMALL = 4; // bytes that fit into the tag itself
  private static final int COMPRESSED = 15;

  /** The next one; the padding behind it is passed over. */
  static MatElement next(ByteBuffer in) {
    int first = in.getInt();
    if (first >>> 16 != 0) {
      int size = first >>> 16;
      require(size <= SMALL, "a small element of " + size + " bytes");
      MatElement element = new MatElement(first & 0xFFFF, slice(in, size));
      slice(in, SMALL - size);
      return element;
    }
    MatElement element = new MatElement(first, slice(in, in.getInt()));
    if (first != COMPRESSED) {
      slice(in, Math.min(in.remaining(), -element.bytes().limit() & (TAG - 1)));
    }
    return element;
  }

  private static ByteBuffer slice(ByteBuffer in, int size) {
    require(size >= 0 && size <= in.remaining(), "an element reaches beyond the end");
    ByteBuffer slice = in.slice(in.position(), size).order(in.order());
    in.position(in.position() + size);
    return slice;
  }

  /** Its numbers, whatever their type. */
  double[] numbers() {
    int width =
        switch (type) {
          case 1, 2, 16 -> 1;
          case 3, 4, 17 -> 2;
          case 5, 6, 7 -> 4;
          case 9, 12, 13 -> 8;
          default -> throw new IllegalArgumentException("no numbers: an element of type " + type);
        };
    double[] numbers = new double[bytes.limit() / width];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(i * width);
    }
    return numbers;
  }

  private double number(int at) {
    return switch (type) {
      case 1 -> bytes.get(at);
      case 2, 16 -> bytes.get(at) & 0xFF;
      case 3 -> bytes.getShort(at);
      case 4, 17 -> bytes.getChar(at);
      case 5 -> bytes.getInt(at);
      case 6 -> Integer.toUnsignedLong(bytes.getInt(at));
      case 7 -> bytes.getFloat(at);
      case 9 -> bytes.getDouble(at);
      default -> bytes.getLong(at);
    };
  }

  static void require(boolean holds, String fault) {
    if (!holds) {
      throw new IllegalArgumentException(fault);
    }
  }
}
