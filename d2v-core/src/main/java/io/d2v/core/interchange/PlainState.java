package io.d2v.core.interchange;

import io.d2v.api.UserError;
import io.d2v.core.pickle.Inert;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Settings out of pickled objects: of an object of any class its attributes, of OmegaConf's nodes
 * what they hold. What is no setting is left out.
 */
final class PlainState {
  private static final int DEEPEST = 32;
  private static final int MOST = 100_000;

  private int seen;

  private PlainState() {}

  /** The settings of a map or object, by name; none of anything else. */
  static Map<String, Object> of(@Nullable Object pickled) {
    return new PlainState()
        .value(pickled, 0).filter(value -> value instanceof Map<?, ?>).stream()
            .map(value -> (Map<?, ?>) value)
            .findFirst()
            .map(PlainState::named)
            .orElseGet(LinkedHashMap::new);
  }

  private static Map<String, Object> named(Map<?, ?> map) {
    Map<String, Object> named = new LinkedHashMap<>();
    map.forEach((key, value) -> named.put(String.valueOf(key), value));
    return named;
  }

  private Optional<Object> value(@Nullable Object pickled, int depth) {
    if (depth > DEEPEST || ++seen > MOST) {
      throw new UserError(
          UserError.Kind.CHECKPOINT,
          "the checkpoint's configuration is nested more than "
              + DEEPEST
              + " deep, or has more than "
              + MOST
              + " entries");
    }
    if (pickled instanceof Map<?, ?> map) {
      Map<String, Object> entries = new LinkedHashMap<>();
      map.forEach(
          (key, item) -> {
            if (key instanceof String name) {
              value(item, depth + 1).ifPresent(value -> entries.put(name, value));
            }
          });
      return Optional.of(entries);
    }
    if (pickled instanceof List<?> list) {
      List<Object> items = new ArrayList<>();
      list.forEach(item -> value(item, depth + 1).ifPresent(items::add));
      return Optional.of(items);
    }
    if (pickled instanceof Inert inert) {
      return inert.state().flatMap(state -> attributes(state, depth + 1));
    }
    boolean plain =
        pickled instanceof String || pickled instanceof Number || pickled instanceof Boolean;
    return plain ? Optional.ofNullable(pickled) : Optional.empty();
  }

  private Optional<Object> attributes(Object state, int depth) {
    if (state instanceof Map<?, ?> map) {
      for (String inner : List.of("_content", "_val")) {
        if (map.containsKey(inner)) {
          return value(map.get(inner), depth);
        }
      }
    }
    return value(state, depth);
  }
}
