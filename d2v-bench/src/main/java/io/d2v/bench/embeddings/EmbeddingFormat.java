package io.d2v.bench.embeddings;

import io.d2v.api.UserError;
import io.d2v.core.run.Unfinished;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** How embeddings lie in a file. */
enum EmbeddingFormat {
  /** An array that NumPy loads. */
  NPY {
    @Override
    EmbeddingFile open(Unfinished file, Path out) throws IOException {
      return new NpyFile(file.path(), Unfinished.of(Path.of(out.toAbsolutePath() + ".ids.txt")));
    }
  },
  /** An object a line. */
  JSONL {
    @Override
    EmbeddingFile open(Unfinished file, Path out) throws IOException {
      return new JsonLinesFile(file.path());
    }
  },
  /** One tensor, the names in the metadata. */
  SAFETENSORS {
    @Override
    EmbeddingFile open(Unfinished file, Path out) throws IOException {
      return new SafetensorsFile(file.path());
    }
  };

  /**
   * Begins to write.
   *
   * @param file where to
   * @param out its name when it is finished
   */
  abstract EmbeddingFile open(Unfinished file, Path out) throws IOException;

  static EmbeddingFormat of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    for (EmbeddingFormat format : values()) {
      if (name.endsWith("." + format.name().toLowerCase(Locale.ROOT))) {
        return format;
      }
    }
    throw new UserError(
        UserError.Kind.USAGE,
        file + ": embeddings are written as .safetensors, .npy or .jsonl; end the name so");
  }
}
