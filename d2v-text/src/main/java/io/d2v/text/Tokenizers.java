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
    if (!name.equals(ENGLISH)) {
      return TokenizerFiles.read(Path.of(name));
    }
    try (InputStream in =
        Objects.requireNonNull(Tokenizers.class.getResourceAsStream("english.json"))) {
      String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new BytePairs(TokenizerFiles.huggingFace(ENGLISH, json));
    }
  }
}
