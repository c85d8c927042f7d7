package io.d2v.bench.embeddings;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Rows of numbers on their way into a file, little-endian. */
final class Floats implements Closeable {
  private static final int BUFFER = 1 << 16;

  private final FileChannel channel;
  private final OutputStream out;

  Floats(Path file) throws IOException {
    channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
  }

  void add(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  void add(float[] row) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(row.length * Float.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(row);
    out.write(bytes.array());
  }

  /** The channel, with all that was added. */
  FileChannel written() throws IOException {
    out.flush();
    return channel;
  }

  @Override
  public void close() throws IOException {
    channel.close(); // what the buffer still holds is not wanted any more
  }
}
