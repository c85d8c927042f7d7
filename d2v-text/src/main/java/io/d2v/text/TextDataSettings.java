package io.d2v.text;

import io.d2v.api.Default;
import io.d2v.files.Split;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;

/**
 * The recipe's {@code data} section for text.
 *
 * @param tokenizer a folder or file with a tokenizer, or {@code english}, which comes with d2v:
 *     8,000 tokens of WordNet's glosses
 * @param tokens the most in a sample, special ones included
 * @param documents what a document is; samples never reach over its end
 * @param encoding of the files, by its name: {@code UTF-8}, {@code ISO-8859-1}, {@code
 *     windows-1252}
 * @param split which part of a data set that comes in parts
 * @param archiveMemory MiB of text of a .tar.gz that may be kept in memory
 */
record TextDataSettings(
    String tokenizer,
    @Default("512") int tokens,
    @Default("blocks") Documents documents,
    @Default("UTF-8") String encoding,
    @Default("auto") Split split,
    @Default("4096") int archiveMemory) {
  /** What a document is. */
  enum Documents {
    /** What stands between blank lines. */
    BLOCKS,
    /** A file: one book a file, as the Books Corpus is stored. */
    FILES
  }

  TextDataSettings {
    if (tokens < 3 || archiveMemory < 1) {
      throw new IllegalArgumentException(
          "tokens is at least 3, since two are special, and archive_memory at least 1 (MiB)");
    }
    if (!known(encoding)) {
      throw new IllegalArgumentException(
          "encoding is one that Java knows, such as UTF-8 or ISO-8859-1, not " + encoding);
    }
  }

  Charset charset() {
    return Charset.forName(encoding);
  }

  private static boolean known(String encoding) {
    try {
      return Charset.isSupported(encoding);
    } catch (IllegalCharsetNameException e) {
      return false;
    }
  }
}
