package io.d2v.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/** Finds a tokenizer by what a recipe calls it. */
final class Tokenizers {
  /** 8,000 tokens learned from WordNet 3.1's glosses. */
  private static final String ENGLISH = "english";

  private Tokenizers() {}

  /** {@code english}, or a path to a tokenizer's files. */
  static BytePairs named(String name) throws IOException {
    return name.equals(ENGLISH) ? new BytePairs(english()) : TokenizerFiles.read(Path.of(name));
  }

  /** What it consists of. */
  static Vocabulary vocabulary(String name) throws IOException {
    return name.equals(ENGLISH) ? english() : TokenizerFiles.vocabulary(Path.of(name));
  }

  /** Whether there is one. */
  static boolean exists(String name) {
    return name.equals(ENGLISH) || TokenizerFiles.in(Path.of(name));
  }

  private static Vocabulary english() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Tokenizers.class.getResourceAsStream("english.json"))) {
      return new TokenizerJson(ENGLISH).read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
