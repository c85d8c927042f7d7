package io.d2v.core.train;

import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Compares a checkpoint's tensors with what the recipe's model declares. */
final class Checked {
  private static final int MOST_LISTED = 8;

  private Checked() {}

  /** Refuses tensors that are missing, unknown or of another shape, all in one error. */
  static void shapes(String what, Map<String, Shape> expected, Map<String, Array> given) {
    List<String> faults = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(expected.keySet());
    names.addAll(given.keySet());
    for (String name : names) {
      Shape shape = expected.get(name);
      Array array = given.get(name);
      if (shape == null) {
        faults.add(name + ": not part of this model");
      } else if (array == null) {
        faults.add(name + ": missing, should be " + shape);
      } else if (!array.shape().equals(shape)) {
        faults.add(name + ": is " + array.shape() + ", should be " + shape);
      }
    }
    if (!faults.isEmpty()) {
      String more =
          faults.size() > MOST_LISTED ? "\n  and " + (faults.size() - MOST_LISTED) + " more" : "";
      throw new UserError(
          UserError.Kind.CHECKPOINT,
          "the checkpoint's "
              + what
              + " does not fit the recipe's model:\n  "
              + String.join("\n  ", faults.subList(0, Math.min(MOST_LISTED, faults.size())))
              + more
              + "\nThe checkpoint is probably of another recipe; give the recipe that it was made"
              + " with, or a new run folder.");
    }
  }
}
