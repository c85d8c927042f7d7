package io.d2v.core.data;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.TensorType;
import java.io.IOException;

/** Turns what the data says about a sample into what a loss is given. Safe for several threads. */
public interface Labels {
  /**
   * The type of one sample's label, without a batch axis.
   *
   * @param tokens of the sample's size
   */
  TensorType type(int tokens);

  /**
   * A sample's label.
   *
   * @param valid how many of its tokens are real
   * @param tokens of the sample's size
   * @return of {@link #type}
   * @throws IOException if nothing can be learned from this sample: it has no label, or one that
   *     does not fit it; training goes on without it and counts it
   */
  Array label(Answer answer, int valid, int tokens) throws IOException;
}
