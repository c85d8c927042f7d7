package io.d2v.bench.decode;

import io.d2v.api.UserError;
import io.d2v.files.Gunzipped;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The lines of a text, plain or compressed by gzip, none longer than a line of text can be. */
final class Lines implements AutoCloseable {
  private static final int LONGEST = 1 << 20;

  /** What gzip files begin with. */
  private static final int MAGIC = 0x1f8b;

  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final Reader reader;
  private final long mostBytes;
  private final char[] buffer = new char[BUFFER];
  private int at;
  private int end;
  private long number;
  private boolean afterReturn;

  private Lines(Path file, Reader reader, long mostBytes) {
    this.file = file;
    this.reader = reader;
    this.mostBytes = mostBytes;
  }

  static Lines of(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      bytes.mark(2);
      boolean compressed = ((bytes.read() << 8) | bytes.read()) == MAGIC;
      bytes.reset();
      InputStream plain = compressed ? new Gunzipped(file.toString(), bytes) : bytes;
      long size = Files.size(file);
      return new Lines(
          file,
          new InputStreamReader(plain, StandardCharsets.UTF_8),
          compressed ? Gunzipped.most(size) : size);
    } catch (EOFException | ZipException broken) {
      bytes.close();
      throw damaged(file, 0);
    } catch (IOException | RuntimeException failed) {
      bytes.close();
      throw failed;
    }
  }

  private static UserError damaged(Path file, long line) {
    return new UserError(
        UserError.Kind.DATA,
        file + ", line " + line + ": the compressed file breaks off or is damaged after this line");
  }

  /** The most bytes that all lines can have. */
  long mostBytes() {
    return mostBytes;
  }

  /** How many lines were read. */
  long number() {
    return number;
  }

  /** The next line without what ends it; null after the last. */
  @Nullable String next() throws IOException {
    StringBuilder line = new StringBuilder();
    while (fill()) {
      if (afterReturn && buffer[at] == '\n') {
        at++;
        afterReturn = false;
        continue;
      }
      afterReturn = false;
      int stop = at;
      while (stop < end && buffer[stop] != '\n' && buffer[stop] != '\r') {
        stop++;
      }
      line.append(buffer, at, stop - at);
      requireShort(line.length());
      at = stop;
      if (at < end) {
        afterReturn = buffer[at] == '\r';
        at++;
        number++;
        return line.toString();
      }
    }
    number += line.isEmpty() ? 0 : 1;
    return line.isEmpty() ? null : line.toString();
  }

  private boolean fill() throws IOException {
    if (at == end) {
      at = 0;
      try {
        end = Math.max(0, reader.read(buffer));
      } catch (EOFException | ZipException broken) {
        throw damaged(file, number);
      }
    }
    return at < end;
  }

  private void requireShort(int length) {
    if (length > LONGEST) {
      throw new UserError(
          UserError.Kind.DATA,
          file
              + ", line "
              + (number + 1)
              + ": has more than "
              + LONGEST
              + " characters; is this text?");
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
