package io.d2v.bench.embeddings;

import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Writes one feature vector a sample, in the format that the file's extension names. */
public final class EmbeddingWriter {
  private EmbeddingWriter() {}

  /**
   * Refuses a file before the work that would go into it.
   *
   * @throws io.d2v.api.UserError if its name does not end in a format that is known
   */
  public static void requireKnown(Path out) {
    EmbeddingFormat.of(out);
  }

  /**
   * Writes {@code .npy} (with the samples' names, one a line, in a file beside it that ends with
   * {@code .ids.txt}), {@code .jsonl} (an object a line: the name as {@code id}, then the numbers)
   * or {@code .safetensors} (the tensor {@code embeddings}, the names as JSON under the metadata
   * key {@code ids}). What was there is replaced once the new file is complete.
   *
   * @param ids the samples' names, as many as vectors
   * @param vectors all of one width
   * @throws UserError of kind USAGE if the extension is another
   * @throws IOException if writing fails; what was there before stays
   */
  public static void write(Path out, List<String> ids, float[][] vectors) throws IOException {
    EmbeddingFormat format = EmbeddingFormat.of(out);
    Embeddings embeddings = new Embeddings(ids, vectors);
    Path absolute = out.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    if (format == EmbeddingFormat.NPY) {
      Path names = Path.of(absolute + ".ids.txt");
      replace(names, file -> Files.write(file, embeddings.idLines()));
    }
    replace(absolute, file -> format.write(file, embeddings));
  }

  private interface Content {
    void to(Path file) throws IOException;
  }

  private static void replace(Path file, Content content) throws IOException {
    Path partial = Path.of(file + ".partial");
    try {
      content.to(partial);
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }
}
