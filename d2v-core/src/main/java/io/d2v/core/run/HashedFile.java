package io.d2v.core.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A new file and the SHA-256 of what was meant for it. What the disk made of that is then read back
 * and compared.
 */
final class HashedFile implements WritableByteChannel {
  private final FileChannel channel;
  private final MessageDigest digest = Sha256.digest();

  private HashedFile(FileChannel channel) {
    this.channel = channel;
  }

  static HashedFile create(Path file) throws IOException {
    return new HashedFile(
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    ByteBuffer meant = bytes.duplicate();
    int written = channel.write(bytes);
    digest.update(meant.limit(meant.position() + written));
    return written;
  }

  /** Waits until it is on the disk; nothing is written to it afterwards. */
  String sync() throws IOException {
    channel.force(true);
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
