package io.d2v.core.run;

import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.TensorType;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Files of named arrays in the safetensors format (github.com/huggingface/safetensors): the length
 * of a JSON header, the header, and the entries in row-major order, little-endian.
 */
public final class Safetensors {
  private Safetensors() {}

  /**
   * Reads every array, in the order of the file. F64, F16 and BF16 become FLOAT32; I64, I16, I8 and
   * U8 become INT32.
   *
   * @throws UserError of kind CHECKPOINT, naming file and tensor, if there is no such file, it is
   *     not what it claims to be, or a number does not fit
   * @throws IOException if reading fails
   */
  public static Map<String, Array> read(Path file) throws IOException {
    try (FileChannel channel = open(file)) {
      HeaderReader reader = new HeaderReader(file);
      Map<String, Array> arrays = new LinkedHashMap<>();
      for (Map.Entry<String, SafetensorsHeader.Entry> tensor :
          reader.read(channel).tensors().entrySet()) {
        arrays.put(
            tensor.getKey(),
            new EntryReader(channel, reader, tensor.getKey(), tensor.getValue()).read());
      }
      return arrays;
    }
  }

  /**
   * Reads what the file holds, but no numbers.
   *
   * @throws UserError as {@link #read}
   * @throws IOException if reading fails
   */
  public static SafetensorsHeader header(Path file) throws IOException {
    try (FileChannel channel = open(file)) {
      return new HeaderReader(file).read(channel);
    }
  }

  /**
   * Writes arrays, replacing the file. The same arrays give the same bytes.
   *
   * @param metadata free text by key
   * @throws IOException if writing fails; what was written so far stays
   */
  public static void write(Path file, Map<String, Array> arrays, Map<String, String> metadata)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      write(channel, arrays, metadata);
    }
  }

  static void write(
      WritableByteChannel channel, Map<String, Array> arrays, Map<String, String> metadata)
      throws IOException {
    Map<String, TensorType> types = new LinkedHashMap<>();
    arrays.forEach((name, array) -> types.put(name, array.type()));
    HeaderWriter header = new HeaderWriter(types, metadata);
    EntryWriter writer = new EntryWriter(channel);
    writer.write(header.bytes());
    for (String name : header.order()) {
      Array array = arrays.get(name);
      if (array != null) {
        writer.write(array);
      }
    }
  }

  private static FileChannel open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UserError(UserError.Kind.CHECKPOINT, file + ": there is no such file");
    }
    return FileChannel.open(file, StandardOpenOption.READ);
  }
}
