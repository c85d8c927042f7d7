package io.d2v.vision;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A MATLAB file of level 5 (MAT-File Format, MathWorks, chapter 1): a header and elements, each a
 * variable, compressed or not.
 */
final class MatFile {
  private static final int HEADER = 128;
  private static final int MATRIX = 14;
  private static final int COMPRESSED = 15;
  private static final int MOST_UNPACKED = 8 << 20; // ImageNet's classes have 2 MB

  private MatFile() {}

  /** The variables by their names. */
  static Map<String, MatValue> read(byte[] file) throws IOException {
    if (file.length < HEADER) {
      throw new IOException("no MATLAB file of level 5: it has " + file.length + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(file).order(order(file)).position(HEADER);
    Map<String, MatValue> variables = new LinkedHashMap<>();
    int left = MOST_UNPACKED;
    try {
      while (in.hasRemaining()) {
        MatElement element = MatElement.next(in);
        if (element.type() == COMPRESSED) {
          byte[] unpacked = unpacked(element.bytes(), left);
          left -= unpacked.length;
          element = MatElement.next(ByteBuffer.wrap(unpacked).order(in.order()));
        }
        if (element.type() == MATRIX) {
          MatMatrix matrix = MatMatrix.read(element.bytes(), 0);
          variables.put(matrix.name(), matrix.value());
        }
      }
    } catch (BufferUnderflowException e) {
      throw new IOException("damaged MATLAB file: it ends within an element", e);
    } catch (IllegalArgumentException | DataFormatException e) {
      throw new IOException("damaged MATLAB file: " + e.getMessage(), e);
    }
    return variables;
  }

  private static ByteOrder order(byte[] file) throws IOException {
    String mark = new String(file, HEADER - 2, 2, StandardCharsets.US_ASCII);
    return switch (mark) {
      case "IM" -> ByteOrder.LITTLE_ENDIAN;
      case "MI" -> ByteOrder.BIG_ENDIAN;
      default -> throw new IOException("no MATLAB file of level 5");
    };
  }

  private static byte[] unpacked(ByteBuffer packed, int most) throws DataFormatException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed);
      byte[] bytes = new byte[Math.min(1 << 16, most)];
      int size = 0;
      while (true) {
        int more = inflater.inflate(bytes, size, bytes.length - size);
        size += more;
        if (inflater.finished()) {
          return Arrays.copyOf(bytes, size);
        }
        if (size == bytes.length && size < most) {
          bytes = Arrays.copyOf(bytes, Math.min(2 * size, most));
        } else if (more == 0) {
          throw new DataFormatException("an element is cut short or too large");
        }
      }
    } finally {
      inflater.end();
    }
  }
}
