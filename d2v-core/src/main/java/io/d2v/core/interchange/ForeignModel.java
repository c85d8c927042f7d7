package io.d2v.core.interchange;

import io.d2v.api.CheckpointLayout;
import io.d2v.api.CheckpointLayout.Given;
import io.d2v.api.Configuration;
import io.d2v.api.Modality;
import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.recipe.Recipe;
import io.d2v.core.recipe.RecipeReader;
import io.d2v.core.train.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A model that other software stored, as one of ours. */
public final class ForeignModel {
  private static final String LABELS = "labels";

  private final Plugins plugins;
  private final Modality modality;
  private final CheckpointLayout layout;
  private final CheckpointLayout.Adapted adapted;
  private final Method method;
  private final Map<String, String> settings;
  private final Map<String, Array> student;
  private final Map<String, Array> teacher;
  private final List<String> leftOut;

  /**
   * Parameters by the names of their software.
   *
   * @param teacher those of a moving average, by the names that it has for them; empty where there
   *     is none
   */
  record Stored(Map<String, Array> student, Map<String, Array> teacher) {}

  /**
   * A model by what its software wrote.
   *
   * @param source what messages call it
   * @param kind what its configuration calls such a model
   * @param stored its parameters
   * @throws UserError if there is no such layout, or the two don't fit each other
   */
  ForeignModel(Plugins plugins, String source, String kind, Configuration config, Stored stored) {
    this.plugins = plugins;
    modality =
        plugins.modalities().stream()
            .filter(candidate -> layout(candidate, kind).isPresent())
            .findFirst()
            .orElseThrow(() -> unknown(plugins, source, kind));
    layout = layout(modality, kind).orElseThrow();
    adapted = layout.recipe(config);
    Recipe recipe = recipe(Map.of());
    method = Method.of(recipe, plugins);
    settings = recipe.settings();
    student = named(source, stored.student());
    Optional<String> prefix = layout.teacher(settings);
    teacher =
        prefix
            .map(before -> named(source + ", its teacher", below(before, stored.teacher())))
            .orElse(Map.of());
    leftOut = new ArrayList<>(renaming().unneeded(layout.arranged(stored.student()).keySet()));
    if (teacher.isEmpty() && !stored.teacher().isEmpty()) {
      leftOut.add("its teacher");
    }
  }

  /** Tensors like its parameters, under our paths. */
  Map<String, Array> named(String source, Map<String, Array> theirs) {
    return renaming().toOurs(source, layout.arranged(theirs));
  }

  private Renaming renaming() {
    return new Renaming(layout.names(settings));
  }

  private static Map<String, Array> below(String prefix, Map<String, Array> theirs) {
    Map<String, Array> named = new TreeMap<>();
    theirs.forEach((name, array) -> named.put(prefix + name, array));
    return named;
  }

  /** What its recipe describes. */
  public Method method() {
    return method;
  }

  /** Its parameters, by our paths. */
  public Map<String, Array> student() {
    return student;
  }

  /** Its teacher's parameters, by our paths; empty where it has none, or none that is read. */
  public Map<String, Array> teacher() {
    return teacher;
  }

  /** What is stored and not needed, by the names of its software. */
  public List<String> leftOut() {
    return List.copyOf(leftOut);
  }

  /** The labels of such a batch, if there are any. */
  public static Optional<Array> labels(Map<String, Array> theirs) {
    return Optional.ofNullable(theirs.get(LABELS));
  }

  /** A batch by the names of its software, as the encoder takes it. */
  public Given given(Map<String, Array> theirs) {
    Map<String, Array> inputs = new TreeMap<>(theirs);
    inputs.remove(LABELS);
    return layout.inputs(settings, inputs);
  }

  /** The model with its encoder as a batch needs it. */
  public Method method(Given given) {
    return given.settings().isEmpty() ? method : Method.of(recipe(given.settings()), plugins);
  }

  private Recipe recipe(Map<String, String> more) {
    String text = modality.recipes().get(adapted.base());
    if (text == null) {
      throw new IllegalStateException(
          "layout " + layout.name() + " adapts a recipe that is not there: " + adapted.base());
    }
    // Other software computes in single precision, unless told otherwise.
    Map<String, String> changed = new TreeMap<>(Map.of("backend.precision", "float32"));
    changed.putAll(adapted.settings());
    changed.putAll(more);
    changed.put("name", layout.name());
    List<String> overrides = new ArrayList<>();
    changed.forEach((key, value) -> overrides.add(key + "=" + value));
    return RecipeReader.parse(adapted.base(), text, overrides);
  }

  private static Optional<CheckpointLayout> layout(Modality modality, String kind) {
    return modality.layouts().stream().filter(one -> one.name().equals(kind)).findFirst();
  }

  private static UserError unknown(Plugins plugins, String source, String kind) {
    List<String> known =
        plugins.modalities().stream()
            .flatMap(modality -> modality.layouts().stream())
            .map(CheckpointLayout::name)
            .sorted()
            .toList();
    return new UserError(
        UserError.Kind.CHECKPOINT,
        source + ": no plugin reads models of kind '" + kind + "'; known: " + known);
  }
}
