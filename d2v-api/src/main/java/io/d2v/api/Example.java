package io.d2v.api;

import io.d2v.api.graph.Array;
import java.util.Map;

/**
 * A sample as the model takes it.
 *
 * @param arrays one array for each of {@link Encoder#inputs()}, of its type
 * @param valid how many of its tokens are real; the rest, at the end, is padding
 */
public record Example(Map<String, Array> arrays, int valid) {
  /** Copies the map. */
  public Example {
    arrays = Map.copyOf(arrays);
  }
}
