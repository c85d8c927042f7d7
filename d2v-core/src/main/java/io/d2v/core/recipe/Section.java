package io.d2v.core.recipe;

import io.d2v.api.Settings;
import io.d2v.api.UserError;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings that remember whether they were read, and what they were with their defaults. */
final class Section implements Settings {
  private final String path;
  private Node.Mapping node;
  private Optional<Part> part = Optional.empty();
  private boolean read;
  private Optional<Binding> binding = Optional.empty();
  private final Map<String, Section> subsections = new LinkedHashMap<>();

  /** What a section was bound to, and by whose leave. */
  private record Binding(Class<? extends Record> type, MethodHandles.Lookup plugin) {}

  /**
   * Whose part the section is for, and the key that says so.
   *
   * @param isDefault whether the recipe leaves it out
   */
  private record Part(String key, Node.Scalar name, boolean isDefault) {}

  Section(String path, Node.Mapping node) {
    this.path = path;
    this.node = node;
  }

  @Override
  public synchronized <R extends Record> R as(Class<R> type, MethodHandles.Lookup plugin) {
    Binder binder = new Binder(plugin);
    Optional<Binder.Bound> bound = binder.bind(path, node, type);
    if (!binder.errors().isEmpty() || bound.isEmpty()) {
      throw new UserError(UserError.Kind.RECIPE, String.join("\n", binder.errors()));
    }
    read = true;
    binding = Optional.of(new Binding(type, plugin));
    node = (Node.Mapping) bound.get().node();
    subsections.putAll(binder.subsections());
    return type.cast(bound.get().value());
  }

  /**
   * Takes out the key that says whose part it is that the other keys are for.
   *
   * @param usual where it is left out
   */
  synchronized Optional<String> takePart(String key, Optional<String> usual) {
    part =
        node.entries().get(key) instanceof Node.Scalar name
            ? Optional.of(new Part(key, name, false))
            : usual.map(name -> new Part(key, new Node.Scalar(name, node.where()), true));
    node = part.isPresent() ? node.without(key) : node;
    return part.map(taken -> taken.name().text());
  }

  /** Counts as read, since it was bound elsewhere. */
  synchronized void settle() {
    read = true;
  }

  /**
   * Binds what is bound in another section of this place, so that the same defaults count in both.
   * A section that does not fit its binding stays as it is written.
   */
  void bindLike(Section other) {
    Optional<Binding> its = other.binding;
    try {
      its.ifPresent(like -> as(like.type(), like.plugin()));
    } catch (UserError unfit) {
      return; // of another part, or of a version with other settings: the difference shows it
    }
    subsections.forEach(
        (key, section) ->
            Optional.ofNullable(other.subsections.get(key)).ifPresent(section::bindLike));
  }

  /** What nobody asked for, one line a setting. */
  synchronized List<String> unread() {
    List<String> lines = new ArrayList<>();
    if (!read) {
      node.entries()
          .forEach(
              (key, value) ->
                  lines.add(
                      "unread setting '"
                          + key
                          + "' in "
                          + Binder.section(path)
                          + " ("
                          + value.where()
                          + "): nothing in this run uses it"));
    }
    subsections.values().forEach(section -> lines.addAll(section.unread()));
    return lines;
  }

  /** What was read, defaults included; the rest as it was written. */
  synchronized Node.Mapping resolved() {
    Map<String, Node> entries = new LinkedHashMap<>();
    part.filter(taken -> read || !taken.isDefault())
        .ifPresent(taken -> entries.put(taken.key(), taken.name()));
    node.entries()
        .forEach(
            (key, value) -> {
              Section below = subsections.get(key);
              Node resolved = below == null ? value : below.resolved();
              boolean empty =
                  resolved instanceof Node.Nothing
                      || (resolved instanceof Node.Mapping mapping && mapping.entries().isEmpty());
              if (!empty) {
                entries.put(key, resolved);
              }
            });
    return new Node.Mapping(entries, node.where());
  }
}
