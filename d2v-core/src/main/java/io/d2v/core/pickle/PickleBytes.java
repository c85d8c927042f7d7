package io.d2v.core.pickle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle; no length in them is believed before it is known to be there. */
final class PickleBytes {
  private static final int LONGEST_INTEGER = 8;

  private final ByteBuffer bytes;

  PickleBytes(byte[] pickle) {
    bytes = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
  }

  int position() {
    return bytes.position();
  }

  int unsignedByte() {
    return Byte.toUnsignedInt(need(1).get());
  }

  int unsignedShort() {
    return Short.toUnsignedInt(need(2).getShort());
  }

  int integer() {
    return need(4).getInt();
  }

  double bigEndianDouble() {
    return Double.longBitsToDouble(Long.reverseBytes(need(8).getLong()));
  }

  /** A length of so many bytes that what it counts is there. */
  int length(int lengthBytes) {
    long length =
        switch (lengthBytes) {
          case 1 -> unsignedByte();
          case 4 -> Integer.toUnsignedLong(integer());
          default -> need(8).getLong();
        };
    if (length < 0 || length > bytes.remaining()) {
      throw new BrokenPickle(
          length + " bytes are announced, but only " + bytes.remaining() + " are left");
    }
    return (int) length;
  }

  byte[] take(int length) {
    byte[] taken = new byte[length];
    need(length).get(taken);
    return taken;
  }

  String text(int length) {
    ByteBuffer encoded = need(length).slice(bytes.position(), length);
    bytes.position(bytes.position() + length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(encoded).toString();
    } catch (CharacterCodingException broken) {
      throw new BrokenPickle("a text is not UTF-8");
    }
  }

  /** Up to the end of a line, which is left out. */
  String line() {
    int end = bytes.position();
    while (end < bytes.limit() && bytes.get(end) != '\n') {
      end++;
    }
    String line = text(end - bytes.position());
    need(1).get();
    return line;
  }

  /** A two's complement number of so many bytes; larger ones become an inert object. */
  Object number(int length) {
    byte[] digits = take(length);
    if (length > LONGEST_INTEGER) {
      return new Inert("int of " + length + " bytes", None.NONE);
    }
    long value = length > 0 && digits[length - 1] < 0 ? -1 : 0;
    for (int i = length - 1; i >= 0; i--) {
      value = value << Byte.SIZE | Byte.toUnsignedLong(digits[i]);
    }
    return value;
  }

  private ByteBuffer need(int count) {
    if (bytes.remaining() < count) {
      throw new BrokenPickle("it ends in the middle of an instruction");
    }
    return bytes;
  }
}
