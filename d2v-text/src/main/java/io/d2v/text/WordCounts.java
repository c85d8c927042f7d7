package io.d2v.text;

import io.d2v.api.UserError;
import io.d2v.files.Gunzipped;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipException;

/** How often each word comes in a corpus. Lines are taken one by one, with what ends them. */
final class WordCounts {
  private static final int LONGEST_LINE = 1 << 26; // characters

  private static final class Count {
    private long value;
  }

  private final Map<String, Count> counts = new HashMap<>();
  private long lines;

  /**
   * Counts the words of a file of UTF-8 text, also compressed as {@code .gz}.
   *
   * @throws UserError if it is no text
   */
  void addFile(Path file) throws IOException {
    lines = 0;
    try (InputStream bytes = Files.newInputStream(file);
        InputStream plain =
            file.toString().endsWith(".gz") ? new Gunzipped(file.toString(), bytes) : bytes;
        // A decoder, not a charset: ill-formed text is an error.
        Reader reader =
            new BufferedReader(
                new InputStreamReader(plain, StandardCharsets.UTF_8.newDecoder()), 1 << 16)) {
      addLines(reader);
    } catch (CharacterCodingException broken) {
      throw fault(file, "is not UTF-8 text; convert it, as with iconv -t UTF-8", broken);
    } catch (EOFException | ZipException broken) {
      throw fault(file, "the compressed file breaks off or is damaged; fetch it again", broken);
    } catch (IllegalArgumentException broken) {
      throw fault(file, String.valueOf(broken.getMessage()), broken);
    }
  }

  private UserError fault(Path file, String what, Exception cause) {
    return new UserError(UserError.Kind.DATA, file + ", after line " + lines + ": " + what, cause);
  }

  private void addLines(Reader reader) throws IOException {
    StringBuilder line = new StringBuilder();
    char[] part = new char[1 << 14];
    for (int read = reader.read(part); read >= 0; read = reader.read(part)) {
      int from = 0;
      for (int at = 0; at < read; at++) {
        if (part[at] == '\n') {
          add(line.append(part, from, at + 1 - from).toString());
          line.setLength(0);
          from = at + 1;
          lines++;
        }
      }
      line.append(part, from, read - from);
      if (line.length() > LONGEST_LINE) {
        throw new IllegalArgumentException(
            "a line has more than " + LONGEST_LINE + " characters; is this text?");
      }
    }
    add(line.toString());
  }

  /** Counts the words of a line. */
  void add(String line) {
    WordScanner words = new WordScanner(line);
    while (words.next()) {
      counts.computeIfAbsent(words.word(), word -> new Count()).value++;
    }
  }

  /** Each word, with how often it comes. */
  Map<String, Long> counts() {
    Map<String, Long> plain = new HashMap<>(counts.size() * 2);
    counts.forEach((word, count) -> plain.put(word, count.value));
    return plain;
  }
}
