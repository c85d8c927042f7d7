package io.d2v.text;

import io.d2v.api.TokenizerTrainer;
import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Learns byte pairs from files, with RoBERTa's special tokens. */
public final class BytePairTraining implements TokenizerTrainer {
  /** Every byte has a token. */
  private static final int LEAST_SIZE = TokenizerFiles.SPECIAL.size() + 256;

  /** For {@link java.util.ServiceLoader}. */
  public BytePairTraining() {}

  @Override
  public String name() {
    return "byte-pairs";
  }

  @Override
  public int train(List<Path> files, int size, long least, Path folder) throws IOException {
    if (size < LEAST_SIZE) {
      throw new UserError(
          UserError.Kind.USAGE,
          "a vocabulary of " + size + " is too small: bytes and special tokens are " + LEAST_SIZE);
    }
    WordCounts words = new WordCounts();
    for (Path file : files) {
      words.addFile(file);
    }
    Map<String, Long> counts = words.counts();
    if (counts.isEmpty()) {
      throw new UserError(UserError.Kind.DATA, "there is no text in " + files);
    }
    Vocabulary learned = BytePairTrainer.train(counts, TokenizerFiles.SPECIAL, size, least);
    TokenizerWriter.write(learned, folder);
    TokenizerWriter.writeFairseq(learned, folder.resolve("fairseq"));
    return learned.size();
  }
}
