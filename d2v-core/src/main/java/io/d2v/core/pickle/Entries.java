package io.d2v.core.pickle;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The numbers of a tensor, in row-major order. */
final class Entries {
  private static final int HALF_EXPONENT_BIAS = 15;

  private Entries() {}

  /** Reads real types as FLOAT32 and the others as INT32. */
  static Array read(StoredTensor tensor, byte[] stored) {
    ByteBuffer buffer = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
    int[] sizes = tensor.sizes().stream().mapToInt(Entries::narrowed).toArray();
    Shape shape = Shape.of(sizes);
    Storage.Type type = tensor.storage().type();
    int[] index = new int[sizes.length];
    boolean real =
        switch (type) {
          case FLOAT, HALF, BFLOAT16, DOUBLE -> true;
          default -> false;
        };
    float[] floats = new float[real ? shape.elements() : 0];
    int[] ints = new int[real ? 0 : shape.elements()];
    for (int i = 0; i < shape.elements(); i++) {
      int at = (int) (place(tensor, index) * type.bytes());
      if (real) {
        floats[i] = real(type, buffer, at);
      } else {
        ints[i] = whole(type, buffer, at);
      }
      advance(index, sizes);
    }
    return real ? Array.of(shape, floats) : Array.of(shape, ints);
  }

  private static long place(StoredTensor tensor, int[] index) {
    long place = tensor.offset();
    for (int axis = 0; axis < index.length; axis++) {
      place += index[axis] * tensor.strides().get(axis);
    }
    return place;
  }

  private static void advance(int[] index, int[] sizes) {
    for (int axis = index.length - 1; axis >= 0; axis--) {
      if (++index[axis] < sizes[axis]) {
        return;
      }
      index[axis] = 0;
    }
  }

  private static float real(Storage.Type type, ByteBuffer buffer, int at) {
    return switch (type) {
      case HALF -> half(buffer.getShort(at));
      case BFLOAT16 -> Float.intBitsToFloat(buffer.getShort(at) << Short.SIZE);
      case DOUBLE -> (float) buffer.getDouble(at);
      default -> buffer.getFloat(at);
    };
  }

  private static int whole(Storage.Type type, ByteBuffer buffer, int at) {
    return switch (type) {
      case LONG -> narrowed(buffer.getLong(at));
      case INT -> buffer.getInt(at);
      case SHORT -> buffer.getShort(at);
      case BYTE -> Byte.toUnsignedInt(buffer.get(at));
      default -> buffer.get(at);
    };
  }

  private static int narrowed(long value) {
    if ((int) value != value) {
      throw new IllegalArgumentException(value + " does not fit into 32 bits");
    }
    return (int) value;
  }

  /** IEEE 754 binary16; {@code Float.float16ToFloat} came with Java 20. */
  private static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) {
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    int wide = exponent == 0x1f ? 0xff : exponent - HALF_EXPONENT_BIAS + 127;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }
}
