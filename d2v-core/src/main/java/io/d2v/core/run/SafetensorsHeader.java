package io.d2v.core.run;

import io.d2v.api.graph.Shape;
import io.d2v.api.graph.TensorType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a safetensors file holds, without the numbers.
 *
 * @param tensors by name, in the order of their data
 * @param metadata free text by key
 */
public record SafetensorsHeader(Map<String, Entry> tensors, Map<String, String> metadata) {
  /** Copies the maps. */
  public SafetensorsHeader {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * One tensor of the file.
   *
   * @param stored the name of its entries' type in the file, such as {@code BF16}
   * @param type what it is read as
   * @param begin where its data begins, in bytes from the start of the file
   */
  public record Entry(String stored, TensorType type, long begin) {
    StoredType storedType() {
      return StoredType.valueOf(stored);
    }

    long bytes() {
      return (long) shape().elements() * storedType().bytes();
    }

    /** Its shape. */
    public Shape shape() {
      return type.shape();
    }
  }
}
