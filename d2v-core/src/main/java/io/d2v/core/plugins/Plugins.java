package io.d2v.core.plugins;

import io.d2v.api.Masker;
import io.d2v.api.Modality;
import io.d2v.api.TargetBuilder;
import io.d2v.api.TokenizerTrainer;
import io.d2v.api.UserError;
import io.d2v.api.backend.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts that there are, by kind and name. Names are unique within a kind. Immutable. */
public final class Plugins {
  private static final Logger LOG = LoggerFactory.getLogger(Plugins.class);

  private final Registry<Modality> modalities;
  private final Registry<Masker.Provider> maskers;
  private final Registry<TargetBuilder.Provider> targets;
  private final Registry<TokenizerTrainer> tokenizers;
  private final Registry<Backend.Provider> backends;

  private Plugins(
      Registry<Modality> modalities,
      Registry<Masker.Provider> maskers,
      Registry<TargetBuilder.Provider> targets,
      Registry<TokenizerTrainer> tokenizers,
      Registry<Backend.Provider> backends) {
    this.modalities = modalities;
    this.maskers = maskers;
    this.targets = targets;
    this.tokenizers = tokenizers;
    this.backends = backends;
  }

  /** No parts; for programs that register their own. */
  public static Plugins none() {
    return new Plugins(
        new Registry<>(Plugin.Kind.MODALITY),
        new Registry<>(Plugin.Kind.MASKER),
        new Registry<>(Plugin.Kind.TARGETS),
        new Registry<>(Plugin.Kind.TOKENIZER),
        new Registry<>(Plugin.Kind.BACKEND));
  }

  /** The parts on the module path and the class path. Broken ones are logged and left out. */
  public static Plugins discover() {
    return discover(
        ServiceLoader.load(Modality.class),
        ServiceLoader.load(Masker.Provider.class),
        ServiceLoader.load(TargetBuilder.Provider.class),
        ServiceLoader.load(TokenizerTrainer.class),
        ServiceLoader.load(Backend.Provider.class));
  }

  /** The parts that a class loader sees. Broken ones are logged and left out. */
  public static Plugins discover(ClassLoader loader) {
    return discover(
        ServiceLoader.load(Modality.class, loader),
        ServiceLoader.load(Masker.Provider.class, loader),
        ServiceLoader.load(TargetBuilder.Provider.class, loader),
        ServiceLoader.load(TokenizerTrainer.class, loader),
        ServiceLoader.load(Backend.Provider.class, loader));
  }

  private static Plugins discover(
      ServiceLoader<Modality> modalities,
      ServiceLoader<Masker.Provider> maskers,
      ServiceLoader<TargetBuilder.Provider> targets,
      ServiceLoader<TokenizerTrainer> tokenizers,
      ServiceLoader<Backend.Provider> backends) {
    Plugins found =
        new Plugins(
            registry(Plugin.Kind.MODALITY, Modality::name, modalities),
            registry(Plugin.Kind.MASKER, Masker.Provider::name, maskers),
            registry(Plugin.Kind.TARGETS, TargetBuilder.Provider::name, targets),
            registry(Plugin.Kind.TOKENIZER, TokenizerTrainer::name, tokenizers),
            registry(Plugin.Kind.BACKEND, Backend.Provider::name, backends));
    found.broken().forEach(broken -> LOG.warn("a plugin is left out: {}", broken));
    return found;
  }

  private static <T> Registry<T> registry(
      Plugin.Kind kind, Function<T, String> name, ServiceLoader<T> loader) {
    Discovery<T> discovery = new Discovery<>(kind, name).run(loader);
    return new Registry<>(kind, discovery.found(), discovery.broken());
  }

  /** These and a modality of the caller's own. */
  public Plugins and(Modality own) {
    return new Plugins(modalities.and(own.name(), own), maskers, targets, tokenizers, backends);
  }

  /** These and a masker of the caller's own. */
  public Plugins and(Masker.Provider own) {
    return new Plugins(modalities, maskers.and(own.name(), own), targets, tokenizers, backends);
  }

  /** These and a target builder of the caller's own. */
  public Plugins and(TargetBuilder.Provider own) {
    return new Plugins(modalities, maskers, targets.and(own.name(), own), tokenizers, backends);
  }

  /** These and a backend of the caller's own. */
  public Plugins and(Backend.Provider own) {
    return new Plugins(modalities, maskers, targets, tokenizers, backends.and(own.name(), own));
  }

  /**
   * The modality of this name.
   *
   * @throws UserError of kind PLUGIN, if there is none, saying what there is, or if there are two
   */
  public Modality modality(String name) {
    return modalities.get(name);
  }

  /**
   * The masker of this name.
   *
   * @throws UserError as {@link #modality}
   */
  public Masker.Provider masker(String name) {
    return maskers.get(name);
  }

  /**
   * The target builder of this name.
   *
   * @throws UserError as {@link #modality}
   */
  public TargetBuilder.Provider targets(String name) {
    return targets.get(name);
  }

  /**
   * The trainer of tokenizers of this name.
   *
   * @throws UserError as {@link #modality}
   */
  public TokenizerTrainer tokenizer(String name) {
    return tokenizers.get(name);
  }

  /**
   * The backend of this name.
   *
   * @throws UserError as {@link #modality}
   */
  public Backend.Provider backend(String name) {
    return backends.get(name);
  }

  /** The modalities, by name. */
  public List<Modality> modalities() {
    return modalities.providers();
  }

  /** The backends, by name. */
  public List<Backend.Provider> backends() {
    return backends.providers();
  }

  /** What was found, by kind and name. */
  public List<Plugin> list() {
    return registries().flatMap(registry -> registry.plugins().stream()).toList();
  }

  /** What could not be loaded. */
  public List<BrokenPlugin> broken() {
    List<BrokenPlugin> broken = new ArrayList<>();
    registries().forEach(registry -> broken.addAll(registry.broken()));
    return broken;
  }

  private Stream<Registry<?>> registries() {
    return Stream.of(modalities, maskers, targets, tokenizers, backends);
  }
}
