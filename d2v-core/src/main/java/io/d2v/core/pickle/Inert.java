package io.d2v.core.pickle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An object of a class that is not made here: what the file says of it, and nothing that acts. */
public final class Inert {
  private final String type;
  private final List<Object> parts = new ArrayList<>();
  private final Map<Object, Object> entries = new LinkedHashMap<>();
  private Optional<Object> state = Optional.empty();

  Inert(String type, Object arguments) {
    this.type = type;
    parts.add(arguments);
  }

  /** Its class or function, by module and name. */
  public String type() {
    return type;
  }

  /** What it was to be made from, and what was to be appended to it. */
  public List<Object> parts() {
    return parts;
  }

  /** What was to be put into it by key. */
  public Map<Object, Object> entries() {
    return entries;
  }

  /** Its attributes, as the file gives them. */
  public Optional<Object> state() {
    return state;
  }

  void build(Object given) {
    state = Optional.of(given);
  }

  @Override
  public String toString() {
    return "inert " + type;
  }
}
