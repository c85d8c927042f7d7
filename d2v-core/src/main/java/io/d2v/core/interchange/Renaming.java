package io.d2v.core.interchange;

import io.d2v.api.StoredName;
import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Parameters by our names and by theirs, both ways, bit for bit. */
record Renaming(List<StoredName> names) {
  private static final int MOST_LISTED = 8;

  /** How far from a fixed value a stored one may be: it may have been rounded to half precision. */
  private static final double NEAR = 1e-3;

  Renaming {
    names = List.copyOf(names);
  }

  /**
   * Their parameters under our names.
   *
   * @param source what messages call them
   * @throws UserError if one has no name here, a part of a stacked one is missing, or one has
   *     another value than the fixed one here
   */
  Map<String, Array> toOurs(String source, Map<String, Array> theirs) {
    Map<String, StoredName> found = new TreeMap<>();
    List<String> unknown = new ArrayList<>();
    List<String> other = new ArrayList<>();
    for (Map.Entry<String, Array> entry : theirs.entrySet()) {
      String name = entry.getKey();
      Optional<StoredName> rule = rule(name);
      rule.flatMap(StoredName::fixed)
          .filter(fixed -> !near(fixed, entry.getValue()))
          .ifPresent(fixed -> other.add(name));
      rule.filter(r -> !r.ours().isEmpty()).ifPresent(r -> found.put(r.ours(), r));
      if (rule.isEmpty()) {
        unknown.add(name);
      }
    }
    refuse(source + ": these parameters are not known here", unknown);
    refuse(source + ": these are fixed here, to other values", other);
    List<String> missing =
        found.values().stream()
            .flatMap(rule -> rule.theirs().stream())
            .filter(name -> !theirs.containsKey(name))
            .toList();
    refuse(source + ": these parameters are missing", missing);
    Map<String, Array> ours = new TreeMap<>();
    found.forEach(
        (path, rule) -> {
          List<Array> parts =
              rule.theirs().stream().flatMap(name -> Stream.ofNullable(theirs.get(name))).toList();
          ours.put(path, Rows.withLeading(Rows.stack(source + ": " + path, parts), rule.leading()));
        });
    return ours;
  }

  /** Those of their names that nothing here is made of. */
  List<String> unneeded(Set<String> theirs) {
    return theirs.stream()
        .filter(name -> rule(name).filter(rule -> rule.ours().isEmpty()).isPresent())
        .sorted()
        .toList();
  }

  private static boolean near(Array fixed, Array stored) {
    if (fixed.shape().elements() != stored.shape().elements()) {
      return false;
    }
    for (int i = 0; i < fixed.floats().length; i++) {
      if (!(Math.abs(fixed.floats()[i] - stored.floats()[i]) <= NEAR)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Our parameters under their names.
   *
   * @param target what messages call it
   * @throws UserError if one has no name there
   */
  Map<String, Array> toTheirs(String target, Map<String, Array> ours) {
    Map<String, Array> theirs = new TreeMap<>();
    List<String> unknown = new ArrayList<>();
    ours.forEach(
        (path, array) -> {
          Optional<StoredName> rule = names.stream().flatMap(r -> ours(r, path)).findFirst();
          if (rule.isEmpty()) {
            unknown.add(path);
            return;
          }
          List<String> parts = rule.get().theirs();
          List<Array> split =
              Rows.split(Rows.withoutLeading(array, rule.get().leading()), parts.size());
          for (int i = 0; i < parts.size(); i++) {
            theirs.put(parts.get(i), split.get(i));
          }
        });
    refuse(target + ": these parameters have no name there", unknown);
    for (StoredName name : names) {
      name.fixed().ifPresent(value -> theirs.put(name.theirs().get(0), value));
    }
    return theirs;
  }

  /** The rule for one of their names, its stars filled in. */
  private Optional<StoredName> rule(String name) {
    return names.stream()
        .flatMap(
            rule ->
                rule.theirs().stream()
                    .flatMap(pattern -> NamePattern.of(pattern).match(name).stream())
                    .map(stars -> filled(rule, stars)))
        .findFirst();
  }

  private static Stream<StoredName> ours(StoredName rule, String path) {
    return rule.ours().isEmpty()
        ? Stream.empty()
        : NamePattern.of(rule.ours()).match(path).map(stars -> filled(rule, stars)).stream();
  }

  private static StoredName filled(StoredName rule, List<String> stars) {
    return new StoredName(
        rule.ours().isEmpty() ? "" : NamePattern.of(rule.ours()).fill(stars),
        rule.theirs().stream().map(name -> NamePattern.of(name).fill(stars)).toList(),
        rule.leading(),
        rule.fixed());
  }

  private static void refuse(String what, List<String> names) {
    if (!names.isEmpty()) {
      List<String> first = names.subList(0, Math.min(MOST_LISTED, names.size()));
      String more =
          names.size() > MOST_LISTED ? " and " + (names.size() - MOST_LISTED) + " more" : "";
      throw new UserError(
          UserError.Kind.CHECKPOINT,
          what
              + ": "
              + String.join(", ", first)
              + more
              + "; it is probably a model of another kind than its configuration says");
    }
  }
}
