package io.d2v.core.plugins;

import java.lang.module.FindException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Loads the providers of one service, each on its own, so that one that is broken stops none. */
final class Discovery<T> {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /** A services file can fail at each of its lines; a loader that fails for ever is given up. */
  private static final int MOST_BROKEN = 100;

  private static final String UNKNOWN = "(unknown)";

  private final Service<T> service;
  private final List<Found<T>> found = new ArrayList<>();
  private final List<BrokenPlugin> broken = new ArrayList<>();

  Discovery(Service<T> service) {
    this.service = service;
  }

  /** What the application itself has: on its module path and class path. */
  void application() {
    load(ServiceLoader.load(service.type()), UNKNOWN, provider -> true);
  }

  /** What a class loader sees. */
  void loader(ClassLoader loader) {
    load(ServiceLoader.load(service.type(), loader), UNKNOWN, provider -> true);
  }

  /** What a plugin of the folder has, besides. */
  void plugin(FolderPlugin plugin) {
    // The layers below come after the plugin's own, and have been looked through already.
    load(
        ServiceLoader.load(plugin.layer(), service.type()),
        plugin.place().toString(),
        provider -> provider.type().getModule().getLayer() == plugin.layer());
  }

  /** All that was found. */
  Registry<T> registry(List<BrokenPlugin> more) {
    List<BrokenPlugin> all = new ArrayList<>(broken);
    all.addAll(more);
    return new Registry<>(service, found, all);
  }

  private void load(
      ServiceLoader<T> loader, String place, Predicate<ServiceLoader.Provider<T>> own) {
    Iterator<ServiceLoader.Provider<T>> providers = loader.stream().iterator();
    for (int failed = 0; failed < MOST_BROKEN; ) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        ServiceLoader.Provider<T> next = providers.next();
        if (!own.test(next)) {
          break;
        }
        add(next);
      } catch (ServiceConfigurationError | LinkageError unloadable) {
        failed++;
        String reason = reason(unloadable);
        // A plugin's layer also finds again what is broken in the application.
        if (broken.stream().noneMatch(known -> known.reason().equals(reason))) {
          broken.add(new BrokenPlugin("a " + service.kind().word(), place, reason));
        }
      }
    }
  }

  private void add(ServiceLoader.Provider<T> provider) {
    Class<? extends T> type = provider.type();
    try {
      T instance = provider.get();
      String name = checked(service.name().apply(instance));
      found.add(new Found<>(Plugin.of(service.kind(), name, type), instance));
    } catch (ServiceConfigurationError | LinkageError | RuntimeException failed) {
      broken.add(new BrokenPlugin(type.getName(), Plugin.jar(type), reason(failed)));
    }
  }

  static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "its name '" + name + "' is not lower case, words joined by hyphens");
    }
    return name;
  }

  /** In a line. */
  static String reason(Throwable failed) {
    String what =
        failed instanceof FindException && failed.getMessage() != null
            ? failed.getMessage()
            : failed.toString();
    return Optional.ofNullable(failed.getCause())
        .map(cause -> what + " because of " + cause)
        .orElse(what);
  }
}
