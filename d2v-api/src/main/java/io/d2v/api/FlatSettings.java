package io.d2v.api;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Settings of a recipe as a {@link CheckpointLayout} is given them: {@code encoder.image_size} to
 * {@code 224}. A recipe has been checked before, so that a key that is missing is a mistake of the
 * layout.
 *
 * @param entries path to what stands there
 */
public record FlatSettings(Map<String, String> entries) {
  /**
   * Copies the map.
   *
   * @param entries path to what stands there
   */
  public FlatSettings {
    entries = Map.copyOf(entries);
  }

  /**
   * {@return whether there is such a setting}
   *
   * @param key the path of the setting, such as {@code encoder.patch}
   */
  public boolean has(String key) {
    return entries.containsKey(key);
  }

  /**
   * {@return whether a setting is this; not, where there is none}
   *
   * @param key the path of the setting, such as {@code encoder.patch}
   * @param value as a recipe writes it
   */
  public boolean is(String key, String value) {
    return Objects.equals(entries.get(key), value);
  }

  /**
   * {@return what stands there}
   *
   * @param key the path of the setting, such as {@code encoder.patch}
   */
  public String text(String key) {
    return Objects.requireNonNull(entries.get(key), key);
  }

  /**
   * {@return a whole number}
   *
   * @param key the path of the setting, such as {@code encoder.patch}
   */
  public int integer(String key) {
    return Integer.parseInt(text(key));
  }

  /**
   * {@return a number}
   *
   * @param key the path of the setting, such as {@code encoder.patch}
   */
  public double number(String key) {
    return Double.parseDouble(text(key));
  }

  /**
   * {@return a list of whole numbers}
   *
   * @param key the path of the setting, such as {@code encoder.patch}
   */
  public List<Integer> integers(String key) {
    return items(key).map(Integer::valueOf).toList();
  }

  /**
   * {@return a list of numbers}
   *
   * @param key the path of the setting, such as {@code encoder.patch}
   */
  public List<Double> numbers(String key) {
    return items(key).map(Double::valueOf).toList();
  }

  /**
   * Refuses a model that can't be stored since a setting is another.
   *
   * @param layout what messages call the models that can
   * @param key the path of the setting, such as {@code encoder.patch}
   * @param only the value that can be stored
   * @throws UserError of kind CHECKPOINT
   */
  public void require(String layout, String key, String only) {
    if (!is(key, only)) {
      throw new UserError(
          UserError.Kind.CHECKPOINT,
          layout + " is " + key + ": " + only + "; the model is " + entries.get(key));
    }
  }

  private Stream<String> items(String key) {
    return Stream.of(text(key).replaceAll("[\\[\\]\\s]", "").split(",", -1));
  }
}
