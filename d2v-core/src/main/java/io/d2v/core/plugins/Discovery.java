package io.d2v.core.plugins;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Loads the providers of one service, each on its own, so that one that is broken stops none. */
final class Discovery<T> {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /** A services file can fail at each of its lines; a loader that fails for ever is given up. */
  private static final int MOST_BROKEN = 100;

  private final Plugin.Kind kind;
  private final Function<T, String> name;
  private final List<Found<T>> found = new ArrayList<>();
  private final List<BrokenPlugin> broken = new ArrayList<>();

  Discovery(Plugin.Kind kind, Function<T, String> name) {
    this.kind = kind;
    this.name = name;
  }

  List<Found<T>> found() {
    return found;
  }

  List<BrokenPlugin> broken() {
    return broken;
  }

  Discovery<T> run(ServiceLoader<T> loader) {
    Iterator<ServiceLoader.Provider<T>> providers = loader.stream().iterator();
    while (broken.size() < MOST_BROKEN) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        add(providers.next());
      } catch (ServiceConfigurationError | LinkageError unloadable) {
        broken.add(new BrokenPlugin(kind, "a " + kind.word(), "(unknown)", reason(unloadable)));
      }
    }
    return this;
  }

  private void add(ServiceLoader.Provider<T> provider) {
    Class<? extends T> type = provider.type();
    try {
      T instance = provider.get();
      found.add(new Found<>(Plugin.of(kind, checked(name.apply(instance)), type), instance));
    } catch (ServiceConfigurationError | LinkageError | RuntimeException failed) {
      broken.add(new BrokenPlugin(kind, type.getName(), Plugin.jar(type), reason(failed)));
    }
  }

  static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "its name '" + name + "' is not lower case, words joined by hyphens");
    }
    return name;
  }

  private static String reason(Throwable failed) {
    Throwable cause = failed.getCause();
    return cause == null ? failed.toString() : failed + " because of " + cause;
  }
}
