package io.d2v.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Real English text: the files of WordNet 3.1, as extjwnl's jar has them. */
final class WordNet {
  private static final String FOLDER = "/net/sf/extjwnl/data/wordnet/wn31/";

  private WordNet() {}

  /** A file's bytes, such as of {@code data.adv}. */
  static byte[] bytes(String file) {
    // A module keeps its files to itself, but not from its own classes' loader.
    try (InputStream in =
        Objects.requireNonNull(ClassLoader.getSystemResourceAsStream(FOLDER.substring(1) + file))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(String file) {
    return new String(bytes(file), StandardCharsets.UTF_8);
  }
}
