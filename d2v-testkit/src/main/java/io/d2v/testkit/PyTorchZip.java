package io.d2v.testkit;

import io.d2v.api.graph.Array;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Files as {@code torch.save} writes them: a zip, not compressed, of a pickle and of each tensor's
 * numbers; for tests of what reads checkpoints.
 */
public final class PyTorchZip {
  private static final String FOLDER = "archive/";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream pickle = new DataOutputStream(bytes);
  private final Map<String, byte[]> storages = new LinkedHashMap<>();

  private PyTorchZip() {}

  /**
   * Writes a file.
   *
   * @param file to be written, over one that is there
   * @param root maps with texts as keys, lists, texts, whole and real numbers, truth values, {@link
   *     Array}s of real numbers as tensors, and nulls
   * @throws IOException if writing fails
   */
  public static void write(Path file, Map<String, ?> root) throws IOException {
    PyTorchZip zip = new PyTorchZip();
    zip.pickle.write(new byte[] {(byte) 0x80, 2}); // the protocol
    zip.put(root);
    zip.pickle.writeByte('.');
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("data.pkl", zip.bytes.toByteArray());
    members.put("byteorder", "little".getBytes(StandardCharsets.US_ASCII));
    zip.storages.forEach((key, numbers) -> members.put("data/" + key, numbers));
    members.put("version", "3\n".getBytes(StandardCharsets.US_ASCII));
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        ZipEntry entry = new ZipEntry(FOLDER + member.getKey());
        CRC32 crc = new CRC32();
        crc.update(member.getValue());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(member.getValue().length);
        entry.setCrc(crc.getValue());
        out.putNextEntry(entry);
        out.write(member.getValue());
      }
    }
  }

  private void put(@Nullable Object value) throws IOException {
    if (value == null) {
      pickle.writeByte('N');
    } else if (value instanceof Boolean truth) {
      pickle.writeByte(truth ? 0x88 : 0x89);
    } else if (value instanceof Integer || value instanceof Long) {
      whole(((Number) value).longValue());
    } else if (value instanceof Number number) {
      pickle.writeByte('G');
      pickle.writeDouble(number.doubleValue());
    } else if (value instanceof String text) {
      text(text);
    } else if (value instanceof Map<?, ?> map) {
      map(map);
    } else if (value instanceof List<?> list) {
      pickle.writeBytes("](");
      for (Object item : list) {
        put(item);
      }
      pickle.writeByte('e');
    } else if (value instanceof Array tensor) {
      tensor(tensor);
    } else {
      throw new IllegalArgumentException("no pickle is made of a " + value.getClass());
    }
  }

  private void whole(long number) throws IOException {
    pickle.writeByte('J');
    pickle.writeInt(Integer.reverseBytes(Math.toIntExact(number)));
  }

  private void text(String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    pickle.writeByte('X');
    pickle.writeInt(Integer.reverseBytes(utf8.length));
    pickle.write(utf8);
  }

  private void map(Map<?, ?> map) throws IOException {
    pickle.writeBytes("}(");
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      put(entry.getKey());
      put(entry.getValue());
    }
    pickle.writeByte('u');
  }

  /** {@code _rebuild_tensor_v2(storage, offset, size, stride, requires_grad, backward_hooks)}. */
  private void tensor(Array tensor) throws IOException {
    float[] numbers = tensor.floats();
    String key = Integer.toString(storages.size());
    ByteBuffer stored =
        ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    stored.asFloatBuffer().put(numbers);
    storages.put(key, stored.array());

    pickle.writeBytes("ctorch._utils\n_rebuild_tensor_v2\n((");
    text("storage");
    pickle.writeBytes("ctorch\nFloatStorage\n");
    text(key);
    text("cpu");
    whole(numbers.length);
    pickle.writeBytes("tQ"); // a tuple that says where the numbers are
    whole(0);
    int[] sizes = tensor.shape().sizes();
    int[] strides = new int[sizes.length];
    int stride = 1;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= sizes[axis];
    }
    tuple(sizes);
    tuple(strides);
    put(false);
    pickle.writeBytes("ccollections\nOrderedDict\n)R"); // no hooks
    pickle.writeBytes("tR");
  }

  private void tuple(int[] numbers) throws IOException {
    pickle.writeByte('(');
    for (int number : numbers) {
      whole(number);
    }
    pickle.writeByte('t');
  }
}
