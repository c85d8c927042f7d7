package io.d2v.vision;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A named array of a MATLAB file. */
record MatMatrix(String name, MatValue value) {
  private static final int MATRIX = 14;
  private static final int UTF8 = 16;
  private static final int CELLS = 1;
  private static final int STRUCTS = 2;
  private static final int LETTERS = 4;
  private static final int FIRST_NUMERIC = 6;
  private static final int LAST_NUMERIC = 15;
  private static final int DEEPEST = 16;

  static MatMatrix read(ByteBuffer in, int depth) {
    MatElement.require(depth < DEEPEST, "arrays in arrays, " + depth + " deep");
    if (!in.hasRemaining()) {
      return new MatMatrix("", new MatValue.Numbers(new double[0]));
    }
    int kind = MatElement.next(in).bytes().getInt() & 0xFF;
    long count = 1;
    for (double size : MatElement.next(in).numbers()) {
      MatElement.require(
          size >= 0 && size * count <= Integer.MAX_VALUE, "an array of size " + size);
      count *= (long) size;
    }
    String name = ascii(MatElement.next(in).bytes());
    MatValue value =
        switch (kind) {
          case CELLS -> new MatValue.Cells(values(in, count, depth));
          case STRUCTS -> structs(in, count, depth);
          default -> plain(in, count, kind);
        };
    return new MatMatrix(name, value);
  }

  private static MatValue plain(ByteBuffer in, long count, int kind) {
    MatElement.require(
        kind == LETTERS || (kind >= FIRST_NUMERIC && kind <= LAST_NUMERIC),
        "an array of kind " + kind);
    MatElement content = MatElement.next(in);
    if (kind == LETTERS && content.type() == UTF8) {
      return new MatValue.Text(StandardCharsets.UTF_8.decode(content.bytes()).toString());
    }
    double[] numbers = content.numbers();
    MatElement.require(numbers.length == count, numbers.length + " numbers for " + count);
    return kind == LETTERS ? new MatValue.Text(text(numbers)) : new MatValue.Numbers(numbers);
  }

  private static List<MatValue> values(ByteBuffer in, long count, int depth) {
    MatElement.require(count <= in.remaining() / MatElement.TAG, "more arrays than bytes");
    List<MatValue> values = new ArrayList<>((int) count);
    for (long i = 0; i < count; i++) {
      MatElement element = MatElement.next(in);
      MatElement.require(element.type() == MATRIX, "no array: type " + element.type());
      values.add(read(element.bytes(), depth + 1).value());
    }
    return values;
  }

  /** Every field of the first, then every field of the second. */
  private static MatValue structs(ByteBuffer in, long count, int depth) {
    double[] length = MatElement.next(in).numbers();
    ByteBuffer names = MatElement.next(in).bytes();
    MatElement.require(length.length == 1 && length[0] >= 1, "fields without names");
    List<String> fields = new ArrayList<>();
    for (int each = (int) length[0]; names.remaining() >= each; ) {
      fields.add(ascii(names.slice(names.position(), each)));
      names.position(names.position() + each);
    }
    MatElement.require(!fields.isEmpty(), "structs without fields");
    List<MatValue> values = values(in, count * fields.size(), depth);
    List<Map<String, MatValue>> structs = new ArrayList<>();
    for (int i = 0; i < values.size(); i += fields.size()) {
      Map<String, MatValue> struct = new LinkedHashMap<>();
      for (int f = 0; f < fields.size(); f++) {
        struct.put(fields.get(f), values.get(i + f));
      }
      structs.add(struct);
    }
    return new MatValue.Structs(structs);
  }

  private static String text(double[] letters) {
    StringBuilder text = new StringBuilder();
    for (double letter : letters) {
      text.append((char) letter);
    }
    return text.toString();
  }

  private static String ascii(ByteBuffer bytes) {
    String text = StandardCharsets.US_ASCII.decode(bytes).toString();
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }
}
