package io.d2v.core.plugins;

import io.d2v.api.Criterion;
import io.d2v.api.Masker;
import io.d2v.api.MetricSink;
import io.d2v.api.Modality;
import io.d2v.api.Probe;
import io.d2v.api.Schedule;
import io.d2v.api.TargetBuilder;
import io.d2v.api.TokenizerTrainer;
import io.d2v.api.UserError;
import io.d2v.api.backend.Backend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts that there are, by kind and name. Names are unique within a kind. Immutable. */
public final class Plugins {
  private static final Logger LOG = LoggerFactory.getLogger(Plugins.class);

  private static final Service<Modality> MODALITY =
      new Service<>(Plugin.Kind.MODALITY, Modality.class, Plugins::nameOf);
  private static final Service<Masker.Provider> MASKER =
      new Service<>(Plugin.Kind.MASKER, Masker.Provider.class, Masker.Provider::name);
  private static final Service<TargetBuilder.Provider> TARGETS =
      new Service<>(
          Plugin.Kind.TARGETS, TargetBuilder.Provider.class, TargetBuilder.Provider::name);
  private static final Service<Criterion.Provider> CRITERION =
      new Service<>(Plugin.Kind.CRITERION, Criterion.Provider.class, Criterion.Provider::name);
  private static final Service<Schedule.Provider> SCHEDULE =
      new Service<>(Plugin.Kind.SCHEDULE, Schedule.Provider.class, Schedule.Provider::name);
  private static final Service<MetricSink.Provider> SINK =
      new Service<>(Plugin.Kind.SINK, MetricSink.Provider.class, MetricSink.Provider::name);
  private static final Service<Probe.Provider> PROBE =
      new Service<>(Plugin.Kind.PROBE, Probe.Provider.class, Probe.Provider::name);
  private static final Service<TokenizerTrainer> TOKENIZER =
      new Service<>(Plugin.Kind.TOKENIZER, TokenizerTrainer.class, TokenizerTrainer::name);
  private static final Service<Backend.Provider> BACKEND =
      new Service<>(Plugin.Kind.BACKEND, Backend.Provider.class, Backend.Provider::name);
  private static final List<Service<?>> SERVICES =
      List.of(MODALITY, MASKER, TARGETS, CRITERION, SCHEDULE, SINK, PROBE, TOKENIZER, BACKEND);

  private final Map<Plugin.Kind, Registry<?>> registries;

  private Plugins(Map<Plugin.Kind, Registry<?>> registries) {
    this.registries = registries;
  }

  /** Also asks for its recipes, so that one that can't read them is left out as broken. */
  private static String nameOf(Modality modality) {
    modality.recipes();
    return modality.name();
  }

  /** No parts; for programs that register their own. */
  public static Plugins none() {
    return of(nothing -> {}, List.of());
  }

  /** The parts on the module path and the class path. Broken ones are logged and left out. */
  public static Plugins discover() {
    return of(Discovery::application, List.of());
  }

  /** The parts that a class loader sees. Broken ones are logged and left out. */
  public static Plugins discover(ClassLoader loader) {
    return of(discovery -> discovery.loader(loader), List.of());
  }

  /**
   * The parts on the module path, and those in a folder: each jar is a plugin, and each folder of
   * jars one with what it depends upon, in a module layer of its own. Broken ones are logged and
   * left out.
   *
   * @throws UserError of kind PLUGIN, if there is no such folder
   */
  public static Plugins discover(Path folder) {
    PluginFolder opened = PluginFolder.open(folder);
    List<BrokenPlugin> broken = new ArrayList<>(opened.broken());
    broken.addAll(opened.withoutAnything(SERVICES));
    return of(
        discovery -> {
          discovery.application();
          opened.plugins().forEach(discovery::plugin);
        },
        broken);
  }

  /**
   * Looks for the providers of each service.
   *
   * @param more that is broken as a whole, of whichever service
   */
  private static Plugins of(Consumer<Discovery<?>> search, List<BrokenPlugin> more) {
    Map<Plugin.Kind, Registry<?>> registries = new EnumMap<>(Plugin.Kind.class);
    for (Service<?> service : SERVICES) {
      Discovery<?> discovery = new Discovery<>(service);
      search.accept(discovery);
      registries.put(service.kind(), discovery.registry(more));
    }
    Plugins found = new Plugins(registries);
    found.broken().forEach(broken -> LOG.warn("a plugin is left out: {}", broken));
    return found;
  }

  /** These and a modality of the caller's own. */
  public Plugins and(Modality own) {
    return and(MODALITY, own);
  }

  /** These and a masker of the caller's own. */
  public Plugins and(Masker.Provider own) {
    return and(MASKER, own);
  }

  /** These and a target builder of the caller's own. */
  public Plugins and(TargetBuilder.Provider own) {
    return and(TARGETS, own);
  }

  /** These and a criterion of the caller's own. */
  public Plugins and(Criterion.Provider own) {
    return and(CRITERION, own);
  }

  /** These and a metric sink of the caller's own. */
  public Plugins and(MetricSink.Provider own) {
    return and(SINK, own);
  }

  /** These and a probe of the caller's own. */
  public Plugins and(Probe.Provider own) {
    return and(PROBE, own);
  }

  /** These and a backend of the caller's own. */
  public Plugins and(Backend.Provider own) {
    return and(BACKEND, own);
  }

  private <T> Plugins and(Service<T> service, T own) {
    Map<Plugin.Kind, Registry<?>> more = new EnumMap<>(registries);
    more.put(service.kind(), registry(service).and(own));
    return new Plugins(more);
  }

  /**
   * The modality of this name.
   *
   * @throws UserError of kind PLUGIN, if there is none, saying what there is, or if there are two
   */
  public Modality modality(String name) {
    return registry(MODALITY).get(name);
  }

  /**
   * The masker of this name.
   *
   * @throws UserError as {@link #modality}
   */
  public Masker.Provider masker(String name) {
    return registry(MASKER).get(name);
  }

  /**
   * The target builder of this name.
   *
   * @throws UserError as {@link #modality}
   */
  public TargetBuilder.Provider targets(String name) {
    return registry(TARGETS).get(name);
  }

  /**
   * The criterion of this name.
   *
   * @throws UserError as {@link #modality}
   */
  public Criterion.Provider criterion(String name) {
    return registry(CRITERION).get(name);
  }

  /**
   * The schedule of this name.
   *
   * @throws UserError as {@link #modality}
   */
  public Schedule.Provider schedule(String name) {
    return registry(SCHEDULE).get(name);
  }

  /**
   * The metric sink of this name.
   *
   * @throws UserError as {@link #modality}
   */
  public MetricSink.Provider sink(String name) {
    return registry(SINK).get(name);
  }

  /**
   * The probe of this name.
   *
   * @throws UserError as {@link #modality}
   */
  public Probe.Provider probe(String name) {
    return registry(PROBE).get(name);
  }

  /**
   * The trainer of tokenizers of this name.
   *
   * @throws UserError as {@link #modality}
   */
  public TokenizerTrainer tokenizer(String name) {
    return registry(TOKENIZER).get(name);
  }

  /**
   * The backend of this name.
   *
   * @throws UserError as {@link #modality}
   */
  public Backend.Provider backend(String name) {
    return registry(BACKEND).get(name);
  }

  /** The modalities, by name. */
  public List<Modality> modalities() {
    return registry(MODALITY).providers();
  }

  /** The backends, by name. */
  public List<Backend.Provider> backends() {
    return registry(BACKEND).providers();
  }

  /** What was found, by kind and name. */
  public List<Plugin> list() {
    return registries.values().stream().flatMap(registry -> registry.plugins().stream()).toList();
  }

  /** What could not be loaded. */
  public List<BrokenPlugin> broken() {
    return registries.values().stream()
        .flatMap(registry -> registry.broken().stream())
        .distinct()
        .toList();
  }

  /** What can't be asked for, since several have one name: what each such error says. */
  public List<String> ambiguous() {
    return registries.values().stream().flatMap(registry -> registry.ambiguous().stream()).toList();
  }

  @SuppressWarnings("unchecked") // each service's registry was made of it, by `of` and `and`
  private <T> Registry<T> registry(Service<T> service) {
    return (Registry<T>) Objects.requireNonNull(registries.get(service.kind()));
  }
}
