package io.d2v.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What other software wrote about a model, by key. A key that is missing or of another type is an
 * error that names it and where it stands.
 */
public final class Configuration {
  private final String source;
  private final Map<String, Object> entries;

  /**
   * A configuration.
   *
   * @param source what messages call it: a file
   * @param entries texts, numbers, truth values, lists and maps of these; no nulls
   */
  public Configuration(String source, Map<String, ?> entries) {
    this.source = source;
    this.entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  /** {@return its keys, in their order} */
  public List<String> keys() {
    return List.copyOf(entries.keySet());
  }

  /**
   * {@return whether there is such a key}
   *
   * @param key of this mapping
   */
  public boolean has(String key) {
    return entries.containsKey(key);
  }

  /**
   * {@return a whole number}
   *
   * @param key of this mapping
   * @throws UserError of kind CHECKPOINT, if it is missing or something else
   */
  public int integer(String key) {
    double number = number(key);
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw wrong(key, "a whole number");
    }
    return (int) number;
  }

  /**
   * {@return a number}
   *
   * @param key of this mapping
   * @throws UserError of kind CHECKPOINT, if it is missing or something else
   */
  public double number(String key) {
    if (required(key) instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw wrong(key, "a number");
  }

  /**
   * {@return a truth value; false where the key is missing}
   *
   * @param key of this mapping
   * @throws UserError of kind CHECKPOINT, if it is something else
   */
  public boolean truth(String key) {
    if (!has(key)) {
      return false;
    }
    if (required(key) instanceof Boolean truth) {
      return truth;
    }
    throw wrong(key, "true or false");
  }

  /**
   * {@return a text}
   *
   * @param key of this mapping
   * @throws UserError of kind CHECKPOINT, if it is missing or something else
   */
  public String text(String key) {
    if (required(key) instanceof String text) {
      return text;
    }
    throw wrong(key, "a text");
  }

  /**
   * {@return a list of numbers}
   *
   * @param key of this mapping
   * @throws UserError of kind CHECKPOINT, if it is missing or something else
   */
  public List<Double> numbers(String key) {
    if (required(key) instanceof List<?> list
        && list.stream().allMatch(item -> item instanceof Number)) {
      return list.stream().map(item -> ((Number) item).doubleValue()).toList();
    }
    throw wrong(key, "a list of numbers");
  }

  /**
   * {@return a list of texts}
   *
   * @param key of this mapping
   * @throws UserError of kind CHECKPOINT, if it is missing or something else
   */
  public List<String> texts(String key) {
    if (required(key) instanceof List<?> list
        && list.stream().allMatch(item -> item instanceof String)) {
      return list.stream().map(item -> (String) item).toList();
    }
    throw wrong(key, "a list of texts");
  }

  /**
   * {@return what lies below a key, if there is anything}
   *
   * @param key of this mapping
   * @throws UserError of kind CHECKPOINT, if it is something else
   */
  public Optional<Configuration> below(String key) {
    if (!has(key)) {
      return Optional.empty();
    }
    if (required(key) instanceof Map<?, ?> map) {
      Map<String, Object> copied = new LinkedHashMap<>();
      map.forEach((name, value) -> copied.put(String.valueOf(name), value));
      return Optional.of(new Configuration(source + ", " + key, copied));
    }
    throw wrong(key, "a mapping");
  }

  /**
   * Refuses any other value than this one, where there is one.
   *
   * @param key of this mapping
   * @param only the value that can be built here
   */
  public void requireIfGiven(String key, Object only) {
    if (has(key) && !only.equals(entries.get(key))) {
      throw wrong(key, only + "; d2v builds no other");
    }
  }

  /**
   * {@return an error about a key}
   *
   * @param key of this mapping
   * @param shouldBe what it should be, in words
   */
  public UserError wrong(String key, String shouldBe) {
    return new UserError(
        UserError.Kind.CHECKPOINT,
        source
            + ": "
            + key
            + (has(key) ? " is " + entries.get(key) : " is missing")
            + ", but should be "
            + shouldBe);
  }

  private Object required(String key) {
    Object value = entries.get(key);
    if (value == null) {
      throw wrong(key, "there");
    }
    return value;
  }
}
