package io.d2v.bench.embeddings;

import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The safetensors format (github.com/huggingface/safetensors): its header comes first and holds the
 * names, so names and numbers wait in files of their own until the last one is there.
 */
final class SafetensorsFile implements EmbeddingFile {
  private static final long MOST_HEADER = 100_000_000; // MAX_HEADER_SIZE of safetensors
  private static final int ALIGNMENT = 8;
  private static final int AROUND = 1_000; // bytes of a header that are no names, at most
  private static final String BEFORE = "{\"__metadata__\":{\"ids\":\"[";

  private final Path file;
  private final Path numbersFile;
  private final Path namesFile;
  private final Floats numbers;
  private final Floats names;
  private long namesLength;

  SafetensorsFile(Path file) throws IOException {
    this.file = file;
    numbersFile = Path.of(file + ".numbers");
    namesFile = Path.of(file + ".names");
    numbers = new Floats(numbersFile);
    names = new Floats(namesFile);
  }

  @Override
  public void add(String id, float[] vector) throws IOException {
    String element = (namesLength == 0 ? "" : ",") + JsonLinesFile.string(id);
    String inString = element.replace("\\", "\\\\").replace("\"", "\\\"");
    byte[] bytes = inString.getBytes(StandardCharsets.UTF_8);
    namesLength += bytes.length;
    if (namesLength > MOST_HEADER - AROUND) {
      throw new UserError(
          UserError.Kind.USAGE,
          "the samples' names take more than the 100 MB that the header of a .safetensors file"
              + " may have; write .npy or .jsonl");
    }
    names.add(bytes);
    numbers.add(vector);
  }

  @Override
  public void finish(long count, int width) throws IOException {
    String behind =
        "]\"},\"embeddings\":{\"dtype\":\"F32\",\"shape\":["
            + count
            + ","
            + width
            + "],\"data_offsets\":[0,"
            + count * width * Float.BYTES
            + "]}}";
    long length = BEFORE.length() + namesLength + behind.length();
    int padding = (int) (-length & (ALIGNMENT - 1));
    try (Floats whole = new Floats(file)) {
      ByteBuffer size = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      whole.add(size.putLong(length + padding).array());
      whole.add(BEFORE.getBytes(StandardCharsets.US_ASCII));
      copy(names, whole);
      whole.add((behind + " ".repeat(padding)).getBytes(StandardCharsets.US_ASCII));
      copy(numbers, whole);
    }
  }

  private static void copy(Floats from, Floats to) throws IOException {
    FileChannel source = from.written();
    FileChannel target = to.written();
    long size = source.size();
    for (long at = 0; at < size; ) {
      at += source.transferTo(at, size - at, target);
    }
  }

  @Override
  public void close() throws IOException {
    numbers.close();
    names.close();
    Files.deleteIfExists(numbersFile);
    Files.deleteIfExists(namesFile);
  }
}
