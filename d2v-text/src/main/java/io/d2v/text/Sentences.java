package io.d2v.text;

import io.d2v.api.Sample;
import java.io.IOException;

/** Makes token ids of samples. Safe for several threads at once. */
@FunctionalInterface
interface Sentences {
  /**
   * A sample's ids, special ones included; cut where there are more.
   *
   * @param most the most ids that are wanted
   * @return one or more, each below the vocabulary's size, none of them padding
   * @throws IOException if the sample is damaged
   */
  int[] ids(Sample sample, int most) throws IOException;
}
