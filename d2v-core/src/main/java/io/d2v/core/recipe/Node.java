package io.d2v.core.recipe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of a recipe before it is bound. Each knows where it stands: {@code recipe.yaml:12}. */
sealed interface Node {
  String where();

  /** A number, a word, a truth value: which, its binding decides. */
  record Scalar(String text, String where) implements Node {}

  /** {@code null}: as if its key were left out. */
  record Nothing(String where) implements Node {}

  record Sequence(List<Node> items, String where) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  record Mapping(Map<String, Node> entries, String where) implements Node {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    Mapping with(String key, Node value) {
      Map<String, Node> changed = new LinkedHashMap<>(entries);
      changed.put(key, value);
      return new Mapping(changed, where);
    }

    Mapping without(String key) {
      Map<String, Node> changed = new LinkedHashMap<>(entries);
      changed.remove(key);
      return new Mapping(changed, where);
    }
  }
}
