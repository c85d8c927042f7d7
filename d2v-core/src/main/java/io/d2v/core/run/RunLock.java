package io.d2v.core.run;

import io.d2v.api.SmallFile;
import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps every other process from writing into a run's folder. The operating system holds the lock
 * and lets go of it when the process ends, however it ends; the file's text only says who holds it.
 */
public final class RunLock implements AutoCloseable {
  private static final int MOST_BYTES = 1 << 12;

  /**
   * What this process holds. To close any channel of a locked file would let go of the lock
   * (POSIX), so a second try must not even open it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private static final Path HOST = Path.of("/proc/sys/kernel/hostname");

  private final RunFolder folder;
  private final Path held;
  private final FileChannel channel;

  private RunLock(RunFolder folder, Path held, FileChannel channel) {
    this.folder = folder;
    this.held = held;
    this.channel = channel;
  }

  /**
   * Takes the lock of a folder that is there.
   *
   * @throws UserError of kind CHECKPOINT, naming who holds it, if it is held; or if it can't be
   *     made
   * @throws IOException if the folder is not there
   */
  public static RunLock take(RunFolder folder) throws IOException {
    Path file = folder.lock();
    Path held = folder.path().toRealPath();
    if (!HELD.add(held)) {
      throw refused(folder, "this process");
    }
    try {
      return new RunLock(folder, held, locked(folder, file));
    } catch (IOException failed) {
      HELD.remove(held);
      throw Unwritable.of(folder, file.getFileName().toString(), failed);
    } catch (RuntimeException refused) {
      HELD.remove(held);
      throw refused;
    }
  }

  /** Whether this process holds the lock of a folder; the file is not touched. */
  static boolean isHeldHere(RunFolder folder) throws IOException {
    return HELD.contains(folder.path().toRealPath());
  }

  /** The folder that only this process writes into. */
  public RunFolder folder() {
    return folder;
  }

  private static FileChannel locked(RunFolder folder, Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        String holder = new SmallFile(file, MOST_BYTES, UserError.Kind.CHECKPOINT).text().strip();
        throw refused(folder, holder.isEmpty() ? "another process" : holder);
      }
      channel.truncate(0);
      Durable.writeFully(channel, ByteBuffer.wrap(holder().getBytes(StandardCharsets.UTF_8)));
      return channel;
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  private static String holder() {
    return "process "
        + ProcessHandle.current().pid()
        + " on "
        + host()
        + " since "
        + Instant.now().truncatedTo(ChronoUnit.SECONDS)
        + "\n";
  }

  /** Its own name, without asking the network for it. */
  static String host() {
    try {
      return Files.readString(HOST).strip();
    } catch (IOException notLinux) {
      return "a host without a name";
    }
  }

  private static UserError refused(RunFolder folder, String holder) {
    return new UserError(
        UserError.Kind.CHECKPOINT,
        folder.path()
            + " is in use: "
            + holder
            + " writes there. Wait until it ends, or stop it; or name another folder for this"
            + " run.");
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(held);
    }
  }
}
