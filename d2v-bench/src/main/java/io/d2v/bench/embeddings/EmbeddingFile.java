package io.d2v.bench.embeddings;

import java.io.Closeable;
import java.io.IOException;

/** Vectors on their way into a file. */
interface EmbeddingFile extends Closeable {
  /** Adds one. */
  void add(String id, float[] vector) throws IOException;

  /** Writes what could not be known before the last one. */
  void finish(long count, int width) throws IOException;
}
