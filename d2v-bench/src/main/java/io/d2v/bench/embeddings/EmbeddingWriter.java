package io.d2v.bench.embeddings;

import io.d2v.api.UserError;
import io.d2v.core.run.Unfinished;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes one feature vector a sample, as they come, in the format that the file's extension names:
 * {@code .npy} (with the samples' names, one a line, in a file beside it that ends with {@code
 * .ids.txt}), {@code .jsonl} (an object a line: the name as {@code id}, then the numbers) or {@code
 * .safetensors} (the tensor {@code embeddings}, the names as JSON under the metadata key {@code
 * ids}). What was there is replaced once the new file is whole.
 */
public final class EmbeddingWriter implements Closeable {
  private static final int NONE = -1;

  private final Unfinished file;
  private final EmbeddingFile vectors;
  private int width = NONE;
  private long count;

  private EmbeddingWriter(Path out) throws IOException {
    EmbeddingFormat format = EmbeddingFormat.of(out);
    file = Unfinished.of(out);
    vectors = format.open(file, out);
  }

  /**
   * Refuses a file before the work that would go into it.
   *
   * @throws UserError if its name does not end in a format that is known
   */
  public static void requireKnown(Path out) {
    EmbeddingFormat.of(out);
  }

  /**
   * A file without vectors.
   *
   * @throws UserError of kind USAGE if the extension is another
   */
  public static EmbeddingWriter open(Path out) throws IOException {
    return new EmbeddingWriter(out);
  }

  /**
   * Adds a vector.
   *
   * @param id its sample's name
   * @param vector of the same width as the others
   * @throws UserError of kind TRAINING, if a number is not finite
   */
  public void add(String id, float[] vector) throws IOException {
    width = width == NONE ? vector.length : width;
    if (vector.length != width) {
      throw new IllegalArgumentException(
          id + ": " + vector.length + " numbers, the first vector has " + width);
    }
    for (float number : vector) {
      if (!Float.isFinite(number)) {
        throw new UserError(
            UserError.Kind.TRAINING,
            id + ": its embedding holds " + number + "; use an earlier checkpoint");
      }
    }
    vectors.add(id, vector);
    count++;
  }

  /** How many have been added. */
  public long count() {
    return count;
  }

  /**
   * Gives the file its name.
   *
   * @throws UserError of kind DATA, if no vector was added
   */
  public void finish() throws IOException {
    if (count == 0) {
      throw new UserError(UserError.Kind.DATA, "no samples, so no embeddings to write");
    }
    vectors.finish(count, width);
    file.finish();
  }

  /** Removes what was not finished; what was there before stays. */
  @Override
  public void close() throws IOException {
    try (file) {
      vectors.close();
    }
  }
}
