package io.d2v.core.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The last line of a log that is of some step or one before; looked for from the end, so that it
 * takes no longer after a million steps.
 *
 * @param end where the line ends; 0 if there is none
 * @param step that it is of; -1 if there is none
 */
record LogTail(long end, long step) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PIECE = 1 << 20;

  /**
   * Finds it. Lines after it may be anything: a loss of power leaves what it will of what was not
   * synced.
   */
  static LogTail find(FileChannel channel, long step) throws IOException {
    long size = channel.size();
    for (long length = Math.min(PIECE, size); ; length = Math.min(2 * length, size)) {
      byte[] tail = new byte[Math.toIntExact(length)];
      HeaderReader.readFully(channel, ByteBuffer.wrap(tail), size - length);
      int end = newline(tail, tail.length - 1);
      int begin = newline(tail, end - 1) + 1;
      while (end >= 0 && (begin > 0 || length == size)) {
        OptionalLong found = step(new String(tail, begin, end - begin, StandardCharsets.UTF_8));
        if (found.isPresent() && found.getAsLong() <= step) {
          return new LogTail(size - length + end + 1, found.getAsLong());
        }
        end = begin - 1;
        begin = newline(tail, end - 1) + 1;
      }
      if (length == size) {
        return new LogTail(0, -1);
      }
    }
  }

  /** The last newline at this index or before; -1 if there is none. */
  private static int newline(byte[] text, int from) {
    int at = from;
    while (at >= 0 && text[at] != '\n') {
      at--;
    }
    return Math.max(at, -1);
  }

  private static OptionalLong step(String line) {
    try {
      JsonNode step = JSON.readTree(line).path(MetricsLog.STEP);
      return step.isIntegralNumber() ? OptionalLong.of(step.longValue()) : OptionalLong.empty();
    } catch (JacksonException damaged) {
      return OptionalLong.empty();
    }
  }
}
