package io.d2v.api;

import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Tensor;

/**
 * What a student is trained to do at masked tokens, beside a teacher that follows it: what it
 * predicts, how far that is from the teacher's targets, and how slowly the teacher follows. The
 * objective of data2vec (Baevski et al. 2022, arXiv 2202.03555) with another loss. Masks, targets
 * and the transformer are not its business.
 */
public interface Criterion {
  /**
   * Writes what the student predicts.
   *
   * @param scope for parameters of its own, at {@code student.head}
   * @param heard the student's output at masked tokens: FLOAT32 {@code [batch, masked, width]}
   * @return as large; unless overridden {@code heard} itself
   */
  default Tensor predict(Scope scope, Tensor heard) {
    return heard;
  }

  /**
   * Writes the loss: a sum over rows, so that those of parts of a batch add up to that of the
   * whole. It is divided by the number of rows that count before it moves anything.
   *
   * @param predictions FLOAT32 {@code [batch, masked, width]}
   * @param targets FLOAT32 {@code [batch, masked, width]}; no gradient flows into them
   * @param counted 1 for a row that counts and 0 for an unused place, FLOAT32 {@code [batch,
   *     masked, 1]}; what unused places hold must change nothing
   * @return of rank 0
   */
  Tensor loss(Tensor predictions, Tensor targets, Tensor counted);

  /**
   * The share of the teacher that stays after an update; the rest becomes the student's. Pure: a
   * run that goes on after a stop asks again.
   *
   * @param update counted from 1
   * @return from 0, which makes it the student itself, to 1, which leaves it as it is
   */
  double decay(long update);

  /**
   * The service type: makes a criterion from the recipe's section {@code objective}, whose {@code
   * name} is its name.
   */
  interface Provider extends Factory<Criterion> {}
}
