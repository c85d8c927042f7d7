package io.d2v.cli.watch;

import io.d2v.core.run.MetricsLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import tools.jackson.core.JacksonException;

/**
 * Reads a run's {@code metrics.jsonl} as it grows, each line once. Where the file no longer has
 * what was read last, since the run went on from an earlier checkpoint or begins again, it is read
 * from its start.
 */
final class RunLog {
  private static final int CHUNK = 1 << 20;
  private static final int MOST_OF_A_LINE = 1 << 16;
  private static final String STEP = "step";

  private final Path file;
  private byte[] last = new byte[0]; // the last line that was read, with its end
  private long read;
  private long generation;
  private long lines;
  private long damaged;

  /** Takes what is read. */
  interface Reader {
    /** What was read before is no longer so. */
    void restart();

    /** The values of a line. */
    void line(long step, Map<String, Number> values);
  }

  RunLog(Path file) {
    this.file = file;
  }

  /** Reads what is new; a last line that is not finished waits. */
  void update(Reader reader) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (!isWhatItWas(channel)) {
        restart(reader);
      }
      readOn(channel, reader);
    } catch (NoSuchFileException gone) {
      if (read > 0) {
        restart(reader);
      }
    }
  }

  /** Another one whenever something else was read. */
  String version() {
    return generation + "." + lines;
  }

  /** Lines that are no JSON object of numbers with a step. */
  long damaged() {
    return damaged;
  }

  /** Reads all of it again the next time. */
  void forget() {
    last = new byte[0];
    read = 0;
    lines = 0;
    damaged = 0;
    generation++;
  }

  private void restart(Reader reader) {
    forget();
    reader.restart();
  }

  private boolean isWhatItWas(FileChannel channel) throws IOException {
    if (channel.size() < read) {
      return false;
    }
    ByteBuffer there = ByteBuffer.allocate(last.length);
    long at = read - last.length;
    while (there.hasRemaining() && channel.read(there, at + there.position()) > 0) {
      // reads on
    }
    return there.flip().equals(ByteBuffer.wrap(last));
  }

  private void readOn(FileChannel channel, Reader reader) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long at = read;
    while (channel.read(chunk.clear(), at) > 0) {
      at += chunk.flip().remaining();
      while (chunk.hasRemaining()) {
        byte next = chunk.get();
        line.write(next);
        if (next == '\n') {
          take(line.toByteArray(), reader);
          line.reset();
        } else if (line.size() > MOST_OF_A_LINE) {
          throw new IOException(file + ": a line is longer than " + MOST_OF_A_LINE + " bytes");
        }
      }
    }
  }

  private void take(byte[] line, Reader reader) {
    last = line;
    read += line.length;
    lines++;
    try {
      Map<String, Number> values = MetricsLog.values(new String(line, StandardCharsets.UTF_8));
      Number step = values.remove(STEP);
      if (step instanceof Long number) {
        reader.line(number, values);
      } else {
        damaged++;
      }
    } catch (JacksonException | NumberFormatException broken) {
      damaged++;
    }
  }
}
