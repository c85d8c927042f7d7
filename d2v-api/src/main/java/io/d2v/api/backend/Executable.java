package io.d2v.api.backend;

import io.d2v.api.graph.Array;
import java.util.List;
import java.util.Map;

/** A program that a backend has compiled. */
public interface Executable extends AutoCloseable {
  /**
   * Runs it once: feeds, computes, writes the updates.
   *
   * @param feeds one array for each of {@link Program#inputs()}, of its type
   * @return the fetches, in their order
   * @throws IllegalArgumentException if a feed is missing, unknown or of another type; nothing has
   *     been computed then
   */
  List<Array> run(Map<String, Array> feeds);

  /** Frees what it holds; the parameters stay. */
  @Override
  void close();
}
