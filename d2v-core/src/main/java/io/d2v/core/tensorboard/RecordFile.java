package io.d2v.core.tensorboard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A file of TensorFlow's records: the length in eight bytes, its check sum, the content, its check
 * sum; all little-endian.
 */
final class RecordFile implements AutoCloseable {
  private static final int HEADER = Long.BYTES + Integer.BYTES;
  private static final int MOST_BYTES = 1 << 20; // a picture of 64 tokens has 64 a channel

  private final FileChannel channel;

  private RecordFile(FileChannel channel) {
    this.channel = channel;
  }

  /** A new one. */
  static RecordFile create(Path file) throws IOException {
    return new RecordFile(
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  /** Adds a record, with one write. */
  void write(byte[] content) throws IOException {
    ByteBuffer record = little(HEADER + content.length + Integer.BYTES);
    record.putLong(content.length);
    record.putInt(checksum(record.slice(0, Long.BYTES)));
    record.put(content);
    record.putInt(checksum(ByteBuffer.wrap(content)));
    record.flip();
    while (record.hasRemaining()) {
      channel.write(record);
    }
  }

  /** Cuts off what follows the last whole record, which a kill or a loss of power may leave. */
  static void mend(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long end = 0;
      for (long next = after(channel, end); next > end; next = after(channel, end)) {
        end = next;
      }
      if (end < channel.size()) {
        channel.truncate(end);
      }
    }
  }

  /** Where the record that begins here ends; here, if it is not whole. */
  private static long after(FileChannel channel, long begin) throws IOException {
    ByteBuffer header = little(HEADER);
    if (!readFully(channel, header, begin)) {
      return begin;
    }
    long length = header.getLong(0);
    if (header.getInt(Long.BYTES) != checksum(header.slice(0, Long.BYTES))
        || length < 0
        || length > MOST_BYTES) {
      return begin;
    }
    ByteBuffer content = little((int) length + Integer.BYTES);
    boolean whole =
        readFully(channel, content, begin + HEADER)
            && content.getInt((int) length) == checksum(content.slice(0, (int) length));
    return whole ? begin + HEADER + length + Integer.BYTES : begin;
  }

  private static boolean readFully(FileChannel channel, ByteBuffer into, long from)
      throws IOException {
    while (into.hasRemaining()) {
      if (channel.read(into, from + into.position()) < 0) {
        return false;
      }
    }
    return true;
  }

  /** CRC-32C, turned and shifted, so that the sum of a sum is another. */
  private static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
