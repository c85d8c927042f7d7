package io.d2v.core.recipe;

import io.d2v.api.UserError;
import java.util.List;

/** One {@code --set a.b=c}. */
record Setting(List<String> path, Node value) {
  static Setting parse(String text) {
    int equals = text.indexOf('=');
    List<String> path =
        equals < 1 ? List.of() : List.of(text.substring(0, equals).split("\\.", -1));
    if (path.isEmpty() || path.contains("")) {
      throw new UserError(
          UserError.Kind.RECIPE,
          "--set "
              + text
              + ": write it as section.key=value, for example --set training.steps=100");
    }
    return new Setting(
        path, new YamlReader("--set " + text, false).read(text.substring(equals + 1)));
  }

  Node.Mapping applyTo(Node.Mapping recipe) {
    return put(recipe, 0);
  }

  private Node.Mapping put(Node.Mapping section, int depth) {
    String key = path.get(depth);
    if (depth == path.size() - 1) {
      return section.with(key, value);
    }
    Node below = section.entries().get(key);
    if (below == null || below instanceof Node.Nothing) {
      below = new Node.Mapping(java.util.Map.of(), value.where());
    }
    if (!(below instanceof Node.Mapping inner)) {
      throw new UserError(
          UserError.Kind.RECIPE,
          value.where()
              + ": "
              + String.join(".", path.subList(0, depth + 1))
              + " is a value, not a section");
    }
    return section.with(key, put(inner, depth + 1));
  }
}
