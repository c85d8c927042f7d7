package io.d2v.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Learns from text how to cut it into tokens, as a service: found by {@link
 * java.util.ServiceLoader}, so it has a public constructor without arguments.
 */
public interface TokenizerTrainer {
  /** {@return the name by which it is asked for: lower case, words joined by hyphens} */
  String name();

  /**
   * Learns a tokenizer, and writes it in the layouts that other software reads.
   *
   * @param files UTF-8 text
   * @param size how many tokens are wanted
   * @param least how often something has to come to become a token
   * @param folder for what is written; made if need be
   * @return how many tokens there are: fewer than wanted where the text has no more
   * @throws UserError if a file is not text, or the size is too small
   * @throws IOException if reading or writing fails
   */
  int train(List<Path> files, int size, long least, Path folder) throws IOException;
}
