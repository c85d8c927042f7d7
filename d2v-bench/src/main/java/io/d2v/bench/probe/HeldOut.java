package io.d2v.bench.probe;

import io.d2v.api.UserError;
import java.util.stream.IntStream;

/**
 * A fixed fifth of the samples for choosing a setting: every fifth of each class, so that the order
 * of the classes does not matter.
 */
record HeldOut(LabelledFeatures kept, LabelledFeatures heldOut) {
  private static final int FIFTH = 5;

  static HeldOut of(LabelledFeatures all) {
    int[] seen = new int[all.classes()];
    boolean[] held = new boolean[all.size()];
    for (int i = 0; i < held.length; i++) {
      held[i] = ++seen[all.labels()[i]] % FIFTH == 0;
    }
    int[] kept = IntStream.range(0, held.length).filter(i -> !held[i]).toArray();
    int[] out = IntStream.range(0, held.length).filter(i -> held[i]).toArray();
    if (out.length == 0) {
      throw new UserError(
          UserError.Kind.DATA,
          "a linear probe on "
              + all.size()
              + " labelled samples, fewer than 5 of each class: nothing to choose the L2 strength"
              + " on; give it more labels");
    }
    return new HeldOut(all.at(kept), all.at(out));
  }
}
