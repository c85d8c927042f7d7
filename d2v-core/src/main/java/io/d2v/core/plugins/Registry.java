package io.d2v.core.plugins;

import io.d2v.api.UserError;
import io.d2v.core.recipe.Nearest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The providers of one service. */
final class Registry<T> {
  private final Service<T> service;
  private final List<Found<T>> found;
  private final List<BrokenPlugin> broken;

  Registry(Service<T> service, List<Found<T>> found, List<BrokenPlugin> broken) {
    this.service = service;
    this.found = found.stream().sorted(Comparator.comparing(one -> one.plugin().name())).toList();
    this.broken = List.copyOf(broken);
  }

  /** A provider that was registered stands for the discovered one of the same class. */
  Registry<T> and(T provider) {
    String name = Discovery.checked(service.name().apply(provider));
    Plugin plugin = Plugin.of(service.kind(), name, provider.getClass());
    List<Found<T>> more = new ArrayList<>(found);
    more.removeIf(one -> one.plugin().provider().equals(plugin.provider()));
    more.add(new Found<>(plugin, provider));
    return new Registry<>(service, more, broken);
  }

  T get(String name) {
    List<Found<T>> named = found.stream().filter(one -> one.plugin().name().equals(name)).toList();
    if (named.size() == 1) {
      return named.get(0).provider();
    }
    throw new UserError(
        UserError.Kind.PLUGIN, named.isEmpty() ? missing(name) : ambiguous(name, named));
  }

  List<T> providers() {
    return found.stream().map(Found::provider).toList();
  }

  List<Plugin> plugins() {
    return found.stream().map(Found::plugin).toList();
  }

  List<BrokenPlugin> broken() {
    return broken;
  }

  /** What is wrong where several have one name; whoever asks for it hears the same. */
  List<String> ambiguous() {
    return found.stream()
        .collect(
            Collectors.groupingBy(one -> one.plugin().name(), TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .filter(named -> named.getValue().size() > 1)
        .map(named -> ambiguous(named.getKey(), named.getValue()))
        .toList();
  }

  private String missing(String name) {
    List<String> names = plugins().stream().map(Plugin::name).toList();
    String there =
        found.isEmpty()
            ? "none was found; is the plugin's jar in the folder of --plugins, on the module path or"
                + " class path, and were META-INF/services merged in a fat jar?"
            : "found: "
                + plugins().stream().map(Plugin::toString).collect(Collectors.joining(", "));
    String lost = broken.stream().map(one -> "\n  left out: " + one).collect(Collectors.joining());
    return "there is no "
        + service.kind().word()
        + " '"
        + name
        + "'"
        + Nearest.hint(name, names)
        + there
        + lost;
  }

  private String ambiguous(String name, List<Found<T>> named) {
    String places =
        named.stream()
            .map(one -> "\n  " + one.plugin().provider() + " in " + one.plugin().jar())
            .collect(Collectors.joining());
    return "there are "
        + named.size()
        + " "
        + service.kind().word()
        + "s named '"
        + name
        + "'; remove all but one:"
        + places;
  }
}
