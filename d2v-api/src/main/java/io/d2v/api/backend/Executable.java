package io.d2v.api.backend;

import io.d2v.api.UserError;
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

  /**
   * Runs it once, as {@link #run} does, and measures each operation. Slower than a plain run.
   *
   * @param feeds value of each input, by name
   * @return the time of each operation
   * @throws UserError of kind DEVICE, if this backend does not measure
   */
  default List<OperationTime> profile(Map<String, Array> feeds) {
    throw new UserError(UserError.Kind.DEVICE, "this backend does not measure its operations");
  }

  /** Frees what it holds; the parameters stay. */
  @Override
  void close();
}
