package io.d2v.core.train;

import io.d2v.api.Criterion;
import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.api.Factory;
import io.d2v.api.Masker;
import io.d2v.api.MetricSink;
import io.d2v.api.Modality;
import io.d2v.api.Probe;
import io.d2v.api.Schedule;
import io.d2v.api.TargetBuilder;
import io.d2v.api.UserError;
import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Workers;
import io.d2v.core.model.Memory;
import io.d2v.core.model.TaskHead;
import io.d2v.core.model.TaskSettings;
import io.d2v.core.model.Transformer;
import io.d2v.core.model.TransformerSettings;
import io.d2v.core.objective.Data2Vec;
import io.d2v.core.objective.Data2Vec2;
import io.d2v.core.objective.Data2Vec2Settings;
import io.d2v.core.objective.Objective;
import io.d2v.core.objective.TopLayersProvider;
import io.d2v.core.optim.Adam;
import io.d2v.core.optim.AdamSettings;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.recipe.Recipe;
import java.lang.invoke.MethodHandles;
import java.util.Optional;
import java.util.function.Supplier;

/** What a recipe describes, made from the plugins that are there. */
public final class Method {
  private static final String BACKEND = "tensorflow";
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private final Recipe recipe;
  private final Modality modality;
  private final Masker masker;
  private final Objective objective;
  private final Adam adam;
  private final Schedule schedule;
  private final TrainingSettings training;
  private final GuardSettings guards;
  private final Backend.Provider backends;
  private final Optional<TaskHead> task;
  private final Optional<Supplier<MetricSink.Provider>> sinks;
  private final Optional<Supplier<Probe.Provider>> probes;

  private Method(Recipe recipe, Plugins plugins) {
    this.recipe = recipe;
    modality = plugins.modality(recipe.modality());
    Factory<Masker> maskers =
        recipe.part("masker").<Factory<Masker>>map(plugins::masker).orElseGet(modality::masker);
    masker = maskers.create(recipe.section("masker"));
    Encoder encoder = modality.encoder().create(recipe.section("encoder"));
    TransformerSettings transformer = bound("transformer", TransformerSettings.class);
    task = bound("task", TaskSettings.class).head(transformer.epsilon());
    training = bound("training", TrainingSettings.class);
    guards = GuardSettings.of(recipe);
    objective =
        objective(
            encoder,
            new Transformer(transformer, training.memory().orElse(Memory.KEEP)),
            targets(plugins).create(recipe.section("targets")),
            plugins);
    adam = new Adam(bound("optimizer", AdamSettings.class));
    schedule =
        plugins
            .schedule(recipe.part("schedule").orElseThrow())
            .create(recipe.section("schedule"), adam.settings().learningRate(), training.steps());
    probes = recipe.part("probe").map(name -> () -> plugins.probe(name));
    sinks = recipe.part("metrics").map(name -> () -> plugins.sink(name));
    backends = plugins.backend(recipe.part("backend").orElse(BACKEND));
  }

  /**
   * Makes what a recipe describes.
   *
   * @throws io.d2v.api.UserError if a part is missing or a setting wrong
   */
  public static Method of(Recipe recipe, Plugins plugins) {
    return new Method(recipe, plugins);
  }

  /** The recipe. */
  public Recipe recipe() {
    return recipe;
  }

  /** The kind of data. */
  public Modality modality() {
    return modality;
  }

  /** What chooses the masked tokens. */
  public Masker masker() {
    return masker;
  }

  /** Student, teacher and loss. */
  public Objective objective() {
    return objective;
  }

  /** What stands on top of the encoder, where the recipe says. */
  public Optional<TaskHead> task() {
    return task;
  }

  /** The optimiser. */
  public Adam adam() {
    return adam;
  }

  /** The learning rate over the run. */
  public Schedule schedule() {
    return schedule;
  }

  /**
   * What is told of the run's metrics, if the recipe names it. Looked for here, since nobody but
   * who trains needs it.
   *
   * @throws io.d2v.api.UserError if it is missing or a setting wrong
   */
  public Optional<MetricSink> sink() {
    return sinks.map(named -> named.get().create(recipe.section("metrics")));
  }

  /**
   * What judges features while the run goes on, if the recipe names it; looked for here, as {@link
   * #sink}.
   *
   * @param data whose samples it is given
   * @param backend that holds the student
   * @throws io.d2v.api.UserError if it is missing or a setting wrong
   */
  Optional<OnlineProbe> probe(Dataset data, Backend backend) {
    return probes.map(
        named ->
            new OnlineProbe(
                this, data, backend, bound("probe", OnlineProbe.Choice.class), named.get()));
  }

  /** The training section. */
  public TrainingSettings training() {
    return training;
  }

  /** When a run is warned of, and when it is stopped. */
  public GuardSettings guards() {
    return guards;
  }

  /** Opens the device that the recipe asks for. */
  public Backend openBackend() {
    return backends.create(recipe.section("backend"));
  }

  /**
   * Opens the device as that of one of several workers, once all are there.
   *
   * @throws io.d2v.api.UserError of kind RECIPE, if they can't share an update; of kind WORKER, if
   *     one does not come
   */
  public Backend openBackend(Workers workers) {
    training.requireShares(workers);
    return backends.create(recipe.section("backend"), workers);
  }

  private Objective objective(
      Encoder encoder, Transformer transformer, TargetBuilder targets, Plugins plugins) {
    String name = recipe.part("objective").orElse(Data2Vec.NAME);
    if (name.equals(Data2Vec2.NAME)) {
      return new Data2Vec2(
          encoder, transformer, targets, bound("objective", Data2Vec2Settings.class));
    }
    Criterion criterion = criterion(plugins, name).create(recipe.section("objective"));
    return new Data2Vec(encoder, transformer, targets, criterion);
  }

  private static Criterion.Provider criterion(Plugins plugins, String name) {
    try {
      return plugins.criterion(name);
    } catch (UserError missing) {
      String other = "\n  " + Data2Vec2.NAME + ", which is no plugin, is there as well";
      throw new UserError(missing.kind(), missing.getMessage() + other, missing);
    }
  }

  private Factory<TargetBuilder> targets(Plugins plugins) {
    return recipe
        .part("targets")
        .<Factory<TargetBuilder>>map(plugins::targets)
        .or(modality::targets)
        .orElseGet(TopLayersProvider::new);
  }

  private <R extends Record> R bound(String section, Class<R> type) {
    return recipe.section(section).as(type, LOOKUP);
  }
}
