package io.d2v.core.recipe;

import io.d2v.api.Default;
import io.d2v.api.Settings;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Binds a section to a record, gathering every error on the way. */
final class Binder {
  private final MethodHandles.Lookup lookup;
  private final List<String> errors = new ArrayList<>();
  private final Map<String, Section> subsections = new LinkedHashMap<>();

  Binder(MethodHandles.Lookup lookup) {
    this.lookup = lookup;
  }

  List<String> errors() {
    return errors;
  }

  /** The sections that the record left for later, by key. */
  Map<String, Section> subsections() {
    return subsections;
  }

  /** A value, and the node that stands for it with its defaults filled in. */
  record Bound(Object value, Node node) {}

  /** The record, or nothing where there were errors. */
  Optional<Bound> bind(String path, Node.Mapping section, Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    List<String> known = Arrays.stream(components).map(Binder::key).toList();
    int before = errors.size();
    section.entries().forEach((key, node) -> checkKnown(path, key, node, known));

    Object[] values = new Object[components.length];
    Map<String, Node> resolved = new LinkedHashMap<>();
    for (int i = 0; i < components.length; i++) {
      Optional<Bound> bound = bind(path, section, components[i]);
      if (bound.isPresent()) {
        values[i] = bound.get().value();
        resolved.put(known.get(i), bound.get().node());
      }
    }
    if (errors.size() > before) {
      return Optional.empty();
    }
    return construct(path, section, type, values)
        .map(value -> new Bound(value, new Node.Mapping(resolved, section.where())));
  }

  private void checkKnown(String path, String key, Node node, List<String> known) {
    if (!known.contains(key)) {
      errors.add(
          "unknown setting '"
              + key
              + "' in "
              + section(path)
              + " ("
              + node.where()
              + ")"
              + Nearest.hint(key, known)
              + "known: "
              + known);
    }
  }

  private Optional<Bound> bind(String path, Node.Mapping section, RecordComponent component) {
    String key = key(component);
    String below = path.isEmpty() ? key : path + "." + key;
    Type type = component.getGenericType();
    Node node = section.entries().get(key);
    if (node != null && !(node instanceof Node.Nothing)) {
      return value(below, node, type);
    }
    Default standard = component.getAnnotation(Default.class);
    if (standard != null) {
      String where = "the default of " + below;
      return value(below, new YamlReader(where, false).read(standard.value()), type);
    }
    if (raw(type) == Optional.class) {
      return Optional.of(new Bound(Optional.empty(), new Node.Nothing(section.where())));
    }
    if (type == Settings.class) {
      return value(below, new Node.Mapping(Map.of(), section.where()), type);
    }
    errors.add(
        "missing setting '"
            + key
            + "' in "
            + section(path)
            + " ("
            + section.where()
            + "): "
            + describe(type));
    return Optional.empty();
  }

  private Optional<Bound> value(String path, Node node, Type type) {
    Class<?> raw = raw(type);
    if (raw == Optional.class) {
      return value(path, node, argument(type))
          .map(bound -> new Bound(Optional.of(bound.value()), bound.node()));
    }
    if (raw == List.class && node instanceof Node.Sequence sequence) {
      return list(path, sequence, argument(type));
    }
    if (raw == Settings.class && node instanceof Node.Mapping mapping) {
      Section later = new Section(path, mapping);
      subsections.put(path.substring(path.lastIndexOf('.') + 1), later);
      return Optional.of(new Bound(later, mapping));
    }
    if (raw.isRecord() && node instanceof Node.Mapping mapping) {
      return bind(path, mapping, raw);
    }
    if (Scalars.knows(raw) && node instanceof Node.Scalar scalar) {
      Optional<Object> read = Scalars.read(scalar.text(), raw);
      if (read.isPresent()) {
        return read.map(
            value -> new Bound(value, new Node.Scalar(Scalars.write(value), scalar.where())));
      }
    }
    errors.add(
        "setting '"
            + path
            + "' ("
            + node.where()
            + ") is "
            + YamlWriter.flow(node)
            + ", but should be "
            + describe(type));
    return Optional.empty();
  }

  private Optional<Bound> list(String path, Node.Sequence sequence, Type of) {
    List<Object> values = new ArrayList<>();
    List<Node> nodes = new ArrayList<>();
    for (Node item : sequence.items()) {
      value(path, item, of)
          .ifPresent(
              bound -> {
                values.add(bound.value());
                nodes.add(bound.node());
              });
    }
    return values.size() < sequence.items().size()
        ? Optional.empty()
        : Optional.of(new Bound(List.copyOf(values), new Node.Sequence(nodes, sequence.where())));
  }

  private Optional<Object> construct(
      String path, Node.Mapping section, Class<?> type, Object[] values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      MethodHandle constructor =
          lookup.findConstructor(type, MethodType.methodType(void.class, types));
      return Optional.of(constructor.invokeWithArguments(values));
    } catch (IllegalArgumentException refused) {
      errors.add(section(path) + " (" + section.where() + "): " + refused.getMessage());
      return Optional.empty();
    } catch (ReflectiveOperationException hidden) {
      throw new IllegalArgumentException(
          lookup + " cannot make " + type.getName() + "; hand over a lookup of its own package",
          hidden);
    } catch (RuntimeException | Error thrown) {
      throw thrown;
    } catch (Throwable checked) {
      throw new IllegalStateException(type.getName() + " was not made", checked);
    }
  }

  /** The name of a component in a recipe. */
  private static String key(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  static String section(String path) {
    return path.isEmpty() ? "the recipe" : "section " + path;
  }

  private static Class<?> raw(Type type) {
    return type instanceof ParameterizedType generic
        ? (Class<?>) generic.getRawType()
        : (Class<?>) type;
  }

  private static Type argument(Type type) {
    return ((ParameterizedType) type).getActualTypeArguments()[0];
  }

  private static String describe(Type type) {
    Class<?> raw = raw(type);
    if (raw == Optional.class) {
      return describe(argument(type));
    }
    if (raw == List.class) {
      return "a list, each " + describe(argument(type));
    }
    return Scalars.knows(raw) ? Scalars.describe(raw) : "a section";
  }
}
