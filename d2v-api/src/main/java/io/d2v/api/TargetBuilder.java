package io.d2v.api;

import io.d2v.api.graph.Tensor;
import java.util.List;
import java.util.Optional;

/** Makes what the student predicts from what the teacher's layers computed. */
@FunctionalInterface
public interface TargetBuilder {
  /**
   * Writes the targets.
   *
   * @param teacher every layer of the teacher, lowest first
   * @param valid 1 for a token and 0 for padding, FLOAT32 {@code [batch, tokens]}; empty where
   *     nothing is padded
   * @return {@code [batch, tokens, width]}
   */
  Tensor targets(List<Layer> teacher, Optional<Tensor> valid);

  /**
   * Whether a token's targets depend on that token's values alone, neither on other tokens nor on
   * padding. Then {@link #targets} is asked for those tokens alone that are predicted, as many of
   * each sample, with {@code valid} empty, and the teacher computes no more than these need.
   *
   * @return unless overridden {@code false}, which is always right
   */
  default boolean perToken() {
    return false;
  }

  /**
   * What one transformer block computed, extra tokens such as the class token taken off.
   *
   * @param feedForward the feed-forward part's result before it is added to the residual, after
   *     layer scale if there is one: {@code [batch, tokens, width]}
   * @param output the block's result: {@code [batch, tokens, width]}
   */
  record Layer(Tensor feedForward, Tensor output) {}

  /** The service type: makes a target builder from its section of the recipe. */
  interface Provider extends Factory<TargetBuilder> {}
}
