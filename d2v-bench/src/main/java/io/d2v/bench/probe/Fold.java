package io.d2v.bench.probe;

import io.d2v.api.UserError;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A fifth of the samples and the rest, for choosing a setting: every fifth of each class, so that
 * the order of the classes does not matter.
 */
record Fold(LabelledFeatures kept, LabelledFeatures heldOut) {
  private static final int FOLDS = 5;

  /** All five: each sample is held out once. */
  static List<Fold> of(LabelledFeatures all) {
    if (all.size() < FOLDS) {
      throw new UserError(
          UserError.Kind.DATA,
          "a linear probe on "
              + all.size()
              + " labelled samples: too few to choose the L2 strength by; give it more labels");
    }
    int[] fold = new int[all.size()];
    // The next class begins where the last one ended, so that rare classes spread over the folds.
    int[] order =
        IntStream.range(0, fold.length)
            .boxed()
            .sorted(Comparator.comparingInt(i -> all.labels()[i]))
            .mapToInt(i -> i)
            .toArray();
    for (int i = 0; i < order.length; i++) {
      fold[order[i]] = i % FOLDS;
    }
    return IntStream.range(0, FOLDS).mapToObj(held -> of(all, fold, held)).toList();
  }

  private static Fold of(LabelledFeatures all, int[] fold, int held) {
    int[] kept = IntStream.range(0, fold.length).filter(i -> fold[i] != held).toArray();
    int[] out = IntStream.range(0, fold.length).filter(i -> fold[i] == held).toArray();
    return new Fold(all.at(kept), all.at(out));
  }
}
