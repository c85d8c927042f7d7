package io.d2v.testkit.hostile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/** Writes a page at most at once, as channels may, and takes each one down. */
final class CrankyChannel extends FileChannel {
  private static final int PAGE = 4096;

  private final CrankyFileSystem system;
  private final String name;
  private final FileChannel real;

  CrankyChannel(CrankyFileSystem system, String name, FileChannel real) {
    this.system = system;
    this.name = name;
    this.real = real;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    system.log().read(new FileOperation.Read(name));
    return real.read(into);
  }

  @Override
  public long read(ByteBuffer[] into, int offset, int length) throws IOException {
    system.log().read(new FileOperation.Read(name));
    return real.read(into, offset, length);
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    system.log().read(new FileOperation.Read(name));
    return real.read(into, position);
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    int written = write(from, real.position());
    real.position(real.position() + written);
    return written;
  }

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    byte[] page = new byte[Math.min(PAGE, from.remaining())];
    from.duplicate().get(page);
    system
        .log()
        .write(
            new FileOperation.Write(name, position, page),
            bytes -> real.write(ByteBuffer.wrap(bytes), position));
    from.position(from.position() + page.length);
    return page.length;
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long position() throws IOException {
    return real.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    real.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return real.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    if (size < real.size()) {
      system.log().change(new FileOperation.Resize(name, size), () -> real.truncate(size));
    }
    return this;
  }

  @Override
  public void force(boolean metadata) throws IOException {
    system.log().change(new FileOperation.Sync(name), () -> {});
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    return real.transferTo(position, count, target);
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException("what is mapped can't be taken down");
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    return real.lock(position, size, shared);
  }

  @Override
  public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return real.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    real.close();
  }
}
