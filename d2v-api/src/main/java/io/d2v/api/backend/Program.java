package io.d2v.api.backend;

import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.api.graph.Traversal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one run computes: values to fetch, and new values of parameters. Every parameter is read as
 * it was before the run; the updates are written together.
 *
 * @param name for messages and profiles
 * @param fetches what the run returns, in this order
 * @param updates path of a parameter to its new value, of its type
 */
public record Program(String name, List<Tensor> fetches, Map<String, Tensor> updates) {
  /**
   * Copies its arguments and checks that a name has one meaning.
   *
   * @param name for messages and profiles
   * @param fetches what the run returns, in this order
   * @param updates path of a parameter to its new value, of its type
   */
  public Program {
    fetches = List.copyOf(fetches);
    updates = Collections.unmodifiableMap(new LinkedHashMap<>(updates));
    Map<String, TensorType> inputs = types(name, fetches, updates, false);
    Map<String, TensorType> parameters = types(name, fetches, updates, true);
    updates.forEach(
        (path, value) -> {
          TensorType read = parameters.getOrDefault(path, value.type());
          if (!read.equals(value.type())) {
            throw new IllegalArgumentException(
                "program "
                    + name
                    + ": parameter "
                    + path
                    + " is "
                    + read
                    + ", its update "
                    + value);
          }
        });
    if (inputs.containsKey("")) {
      throw new IllegalArgumentException("program " + name + ": an input has an empty name");
    }
  }

  /**
   * {@return a program that changes nothing}
   *
   * @param name what messages and profiles call it
   * @param fetches result by name
   */
  public static Program of(String name, List<Tensor> fetches) {
    return new Program(name, fetches, Map.of());
  }

  /** {@return every node, after its inputs} */
  public List<Tensor> nodes() {
    return Traversal.inputsFirst(roots(fetches, updates));
  }

  /** {@return what has to be fed: name to type} */
  public Map<String, TensorType> inputs() {
    return types(name, fetches, updates, false);
  }

  /** {@return the parameters that are read: path to type} */
  public Map<String, TensorType> parameters() {
    return types(name, fetches, updates, true);
  }

  private static List<Tensor> roots(List<Tensor> fetches, Map<String, Tensor> updates) {
    List<Tensor> roots = new ArrayList<>(fetches);
    roots.addAll(updates.values());
    return roots;
  }

  private static Map<String, TensorType> types(
      String name, List<Tensor> fetches, Map<String, Tensor> updates, boolean parameters) {
    Map<String, TensorType> found = new TreeMap<>();
    for (Tensor node : Traversal.inputsFirst(roots(fetches, updates))) {
      String key = "";
      if (!parameters && node.op() instanceof Op.Input input) {
        key = input.name();
      } else if (parameters && node.op() instanceof Op.Parameter parameter) {
        key = parameter.path();
      } else {
        continue;
      }
      TensorType before = found.putIfAbsent(key, node.type());
      if (before != null && !before.equals(node.type())) {
        throw new IllegalArgumentException(
            "program " + name + ": '" + key + "' is both " + before + " and " + node);
      }
    }
    return found;
  }
}
