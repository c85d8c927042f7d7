package io.d2v.bench.decode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The sentences of text files, plain or compressed by gzip: one a line, empty ones left out. */
public final class Sentences implements Iterable<List<String>>, AutoCloseable {
  /** What becomes of the case of letters. */
  public enum Case {
    /** Stays. */
    KEEP,
    /** Upper. */
    UPPER,
    /** Lower. */
    LOWER;

    private String of(String line) {
      return switch (this) {
        case KEEP -> line;
        case UPPER -> line.toUpperCase(Locale.ROOT);
        case LOWER -> line.toLowerCase(Locale.ROOT);
      };
    }
  }

  private final List<Path> files;
  private final Case letters;
  private @Nullable Lines open;

  /** The sentences of some files, read as they are asked for. */
  public Sentences(List<Path> files, Case letters) {
    this.files = List.copyOf(files);
    this.letters = letters;
  }

  @Override
  public Iterator<List<String>> iterator() {
    return new Reading();
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
    }
  }

  private final class Reading implements Iterator<List<String>> {
    private int file;
    private List<String> next = List.of();

    @Override
    public boolean hasNext() {
      while (next.isEmpty() && (open != null || file < files.size())) {
        try {
          next = Words.of(letters.of(line()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return !next.isEmpty();
    }

    @Override
    public List<String> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      List<String> sentence = next;
      next = List.of();
      return sentence;
    }

    /** The next line, and an empty one where a file ends. */
    private String line() throws IOException {
      Lines lines = open == null ? Lines.of(files.get(file++)) : open;
      String line = lines.next();
      if (line == null) {
        lines.close();
      }
      open = line == null ? null : lines;
      return line == null ? "" : line;
    }
  }
}
