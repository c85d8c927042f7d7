package io.d2v.core.recipe;

import io.d2v.api.Default;
import io.d2v.api.Settings;
import io.d2v.api.UserError;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a run is told to do. Sections are bound by whoever they are for; what nobody bound is an
 * error that {@link #requireAllRead} reports.
 */
public final class Recipe {
  /** Sections of which one key picks a part, which may be another plugin's. */
  private static final Set<String> PARTS =
      Set.of("masker", "targets", "objective", "schedule", "metrics", "probe", "backend");

  /** Such keys that are not called {@code name}. */
  private static final Map<String, String> KEYS = Map.of("schedule", "kind");

  /** Parts of recipes that name none, where it is not the modality's to choose. */
  private static final Map<String, String> USUAL = Map.of("schedule", "cosine");

  private final Section root;
  private final Top top;
  private final Map<String, Settings> sections = new LinkedHashMap<>();
  private final Map<String, String> parts = new TreeMap<>();

  Recipe(Node.Mapping node) {
    root = new Section("", node);
    top = root.as(Top.class, MethodHandles.lookup());
    sections.put("data", top.data);
    sections.put("encoder", top.encoder);
    sections.put("masker", top.masker);
    sections.put("targets", top.targets);
    sections.put("transformer", top.transformer);
    sections.put("objective", top.objective);
    sections.put("optimizer", top.optimizer);
    sections.put("schedule", top.schedule);
    sections.put("training", top.training);
    sections.put("metrics", top.metrics);
    sections.put("probe", top.probe);
    sections.put("guards", top.guards);
    sections.put("backend", top.backend);
    sections.put("task", top.task);
    sections.put("finetune", top.finetune);
    for (String section : PARTS) {
      ((Section) section(section))
          .takePart(KEYS.getOrDefault(section, "name"), Optional.ofNullable(USUAL.get(section)))
          .ifPresent(name -> parts.put(section, name));
    }
  }

  private record Top(
      String name,
      String modality,
      @Default("1") long seed,
      Settings data,
      Settings encoder,
      Settings masker,
      Settings targets,
      Settings transformer,
      Settings objective,
      Settings optimizer,
      Settings schedule,
      Settings training,
      Settings metrics,
      Settings probe,
      Settings guards,
      Settings backend,
      Settings task,
      Settings finetune) {}

  /** What it is called. */
  public String name() {
    return top.name;
  }

  /** The kind of data that it is for. */
  public String modality() {
    return top.modality;
  }

  /** What every random choice of the run depends on. */
  public long seed() {
    return top.seed;
  }

  /**
   * A section; empty where the recipe leaves it out.
   *
   * @throws IllegalArgumentException if recipes have no such section
   */
  public Settings section(String name) {
    Settings section = sections.get(name);
    if (section == null) {
      throw new IllegalArgumentException("no section " + name + " in " + sections.keySet());
    }
    return section;
  }

  /** Takes note that a section was bound in another recipe that says the same there. */
  public void settle(String section) {
    ((Section) section(section)).settle();
  }

  /**
   * The part that a section names: masker, targets, objective, schedule, metrics, probe or backend.
   * Recipes may join its words by underscores, as in {@code tri_stage}.
   */
  public Optional<String> part(String section) {
    return Optional.ofNullable(parts.get(section)).map(name -> name.replace('_', '-'));
  }

  /**
   * Checks that every setting was bound to something.
   *
   * @throws UserError naming each one that wasn't
   */
  public void requireAllRead() {
    List<String> unread = root.unread();
    if (!unread.isEmpty()) {
      throw new UserError(UserError.Kind.RECIPE, String.join("\n", unread));
    }
  }

  /** What it says, with the defaults of every section that was bound so far. */
  Node.Mapping resolved() {
    return root.resolved();
  }

  /** The recipe as YAML, with the defaults of every section that was bound so far. */
  public String toYaml() {
    return YamlWriter.write(root.resolved());
  }

  /**
   * Binds every section that is bound in another recipe: settings that were not there yet when this
   * one was written get their defaults.
   */
  public void bindLike(Recipe other) {
    sections.forEach(
        (name, section) -> ((Section) section).bindLike((Section) other.section(name)));
  }

  /**
   * What another recipe says differently, one line a setting: {@code section.key: a -> b}. Compare
   * recipes of which the same sections were bound, since defaults count only then.
   */
  public List<String> differences(Recipe other) {
    Map<String, String> mine = settings();
    Map<String, String> its = other.settings();
    Set<String> keys = new TreeSet<>(mine.keySet());
    keys.addAll(its.keySet());
    List<String> lines = new ArrayList<>();
    for (String key : keys) {
      String here = mine.getOrDefault(key, "(left out)");
      String there = its.getOrDefault(key, "(left out)");
      if (!here.equals(there)) {
        lines.add(key + ": " + here + " -> " + there);
      }
    }
    return lines;
  }

  /**
   * Every setting as it is written, by its path: {@code encoder.patch} to {@code 16}; with the
   * defaults of each section that was bound so far.
   */
  public Map<String, String> settings() {
    Map<String, String> found = new TreeMap<>();
    flatten("", root.resolved(), found);
    return found;
  }

  private static void flatten(String path, Node.Mapping section, Map<String, String> found) {
    section
        .entries()
        .forEach(
            (key, node) -> {
              String below = path.isEmpty() ? key : path + "." + key;
              if (node instanceof Node.Mapping mapping) {
                flatten(below, mapping, found);
              } else {
                found.put(below, YamlWriter.flow(node));
              }
            });
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Recipe recipe && settings().equals(recipe.settings());
  }

  @Override
  public int hashCode() {
    return name().hashCode();
  }

  @Override
  public String toString() {
    return "Recipe " + name();
  }
}
