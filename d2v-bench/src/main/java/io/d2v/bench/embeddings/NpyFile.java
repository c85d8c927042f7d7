package io.d2v.bench.embeddings;

import io.d2v.core.run.Unfinished;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * NumPy's array format, version 1.0 (numpy.org/doc/stable/reference/generated/numpy.lib.format):
 * magic, version, length of the header, the header as a Python literal, the entries. How many there
 * are is written into the header at last; it is as long whatever it says.
 */
final class NpyFile implements EmbeddingFile {
  private static final byte[] MAGIC_AND_VERSION = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int LENGTH_BYTES = 2;
  private static final int HEADER = 128; // a multiple of 64, as NumPy aligns entries

  private final Floats entries;
  private final Unfinished names;
  private final Writer lines;

  NpyFile(Path file, Unfinished names) throws IOException {
    this.names = names;
    lines = Files.newBufferedWriter(names.path());
    entries = new Floats(file);
    entries.add(new byte[HEADER]);
  }

  @Override
  public void add(String id, float[] vector) throws IOException {
    entries.add(vector);
    // One line even where a name has line breaks.
    lines.write(id.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r") + "\n");
  }

  @Override
  public void finish(long count, int width) throws IOException {
    ByteBuffer header = header(count, width);
    long at = 0;
    while (header.hasRemaining()) {
      at += entries.written().write(header, at);
    }
    entries.close();
    lines.close();
    names.finish();
  }

  @Override
  public void close() throws IOException {
    try (names;
        lines) {
      entries.close();
    }
  }

  private static ByteBuffer header(long rows, int width) {
    String literal =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows + ", " + width + "), }";
    int length = HEADER - MAGIC_AND_VERSION.length - LENGTH_BYTES;
    String text = literal + " ".repeat(length - literal.length() - 1) + "\n";
    return ByteBuffer.allocate(HEADER)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC_AND_VERSION)
        .putShort((short) length)
        .put(text.getBytes(StandardCharsets.US_ASCII))
        .flip();
  }
}
