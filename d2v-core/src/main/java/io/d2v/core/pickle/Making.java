package io.d2v.core.pickle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a pickle's calls become: tensors, ordered dictionaries, and inert objects. */
final class Making {
  private Making() {}

  /** What calling a function with arguments gives. */
  static Object call(Object function, Object arguments) {
    if (function instanceof Inert inert) {
      return new Inert(inert.type(), arguments);
    }
    if (!(function instanceof Named named) || !(arguments instanceof List<?> given)) {
      throw new BrokenPickle("it calls what is no function by name");
    }
    return switch (named.name()) {
      case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2" -> tensor(given);
      case "torch._utils._rebuild_parameter" -> first(given);
      case "collections.OrderedDict" ->
          given.isEmpty() ? new LinkedHashMap<>() : new Inert(named.name(), arguments);
      default -> new Inert(named.name(), arguments);
    };
  }

  /** What {@code ('storage', class, key, device, entries)} stands for. */
  static Object persistent(Object id) {
    if (id instanceof List<?> tuple
        && tuple.size() == 5
        && tuple.get(0) instanceof String word
        && word.equals("storage")
        && tuple.get(1) instanceof Named type
        && tuple.get(2) instanceof String key
        && tuple.get(4) instanceof Long entries) {
      return new Storage(Storage.Type.of(type.name()), key, entries);
    }
    throw new BrokenPickle("it refers to something outside that is no storage");
  }

  /** Gives an object its attributes. */
  static void build(Object object, Object state) {
    if (object instanceof Inert inert) {
      inert.build(state);
    } else if (!(object instanceof Map<?, ?>)) {
      throw new BrokenPickle("it sets attributes of a plain value");
    }
  }

  static void append(Object object, List<Object> items) {
    if (object instanceof Inert inert) {
      inert.parts().addAll(items);
    } else {
      list(object).addAll(items);
    }
  }

  /** Puts keys and values, alternating; a key that is no text or number can't be asked for. */
  static void put(Object object, List<Object> items) {
    Map<Object, Object> entries = object instanceof Inert inert ? inert.entries() : map(object);
    if (items.size() % 2 != 0) {
      throw new BrokenPickle("a key has no value");
    }
    for (int i = 0; i < items.size(); i += 2) {
      Object key = items.get(i);
      boolean plain = key instanceof String || key instanceof Number || key instanceof Boolean;
      entries.put(plain ? key : new Object(), items.get(i + 1));
    }
  }

  private static Object tensor(List<?> given) {
    if (given.size() >= 4
        && given.get(0) instanceof Storage storage
        && given.get(1) instanceof Long offset) {
      return new StoredTensor(storage, offset, whole(given.get(2)), whole(given.get(3)));
    }
    throw new BrokenPickle("a tensor is not described by storage, offset, sizes and strides");
  }

  private static List<Long> whole(Object value) {
    if (value instanceof List<?> list
        && list.size() <= Byte.SIZE
        && list.stream().allMatch(item -> item instanceof Long)) {
      return list.stream().map(item -> (Long) item).toList();
    }
    throw new BrokenPickle("a tensor's sizes and strides are not up to 8 whole numbers");
  }

  private static Object first(List<?> given) {
    if (given.isEmpty()) {
      throw new BrokenPickle("a parameter has no tensor");
    }
    return given.get(0);
  }

  @SuppressWarnings("unchecked") // every list and map on the stack was made here, of Object
  private static List<Object> list(Object object) {
    if (object instanceof List<?> list) {
      return (List<Object>) list;
    }
    throw new BrokenPickle("it appends to what is no list");
  }

  @SuppressWarnings("unchecked")
  private static Map<Object, Object> map(Object object) {
    if (object instanceof Map<?, ?> map) {
      return (Map<Object, Object>) map;
    }
    throw new BrokenPickle("it puts a key into what is no dictionary");
  }
}
