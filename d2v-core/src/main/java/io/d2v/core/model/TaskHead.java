package io.d2v.core.model;

import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Tensor;
import java.util.Map;
import java.util.Optional;

/** What a task puts on top of an encoder. Its parameters lie in {@code task} below the root. */
public sealed interface TaskHead permits SampleHead, LetterHead, WordHead {
  /** The name of a result: scores before softmax, or the numbers of a regression. */
  String LOGITS = "logits";

  /** The name of a result: one vector for a sample. */
  String POOLED = "pooler_output";

  /**
   * What the head reads.
   *
   * @param last the transformer's output: {@code [batch, extra + tokens, width]}
   * @param extra tokens in front that are none of the sample's
   * @param valid 1 for a token and 0 for padding: {@code [batch, tokens]}
   */
  record Read(Tensor last, int extra, Optional<Tensor> valid) {}

  /**
   * Writes the results, by name.
   *
   * @param root of the model, since a head may share a parameter of the encoder
   */
  Map<String, Tensor> apply(Scope root, Read read);

  /**
   * Writes what is minimised, of rank 0; empty where the head has no labels.
   *
   * @param logits what {@link #apply} wrote
   * @param labels class numbers as INT32, below 0 where there is none, or as FLOAT32 the share of
   *     each class; real numbers for regression
   * @param valid 1 for a token and 0 for padding: {@code [batch, tokens]}
   */
  Optional<Tensor> loss(Tensor logits, Tensor labels, Optional<Tensor> valid);

  /** Whether {@link #loss} is a sum over the batch, not a mean. */
  default boolean sumsLosses() {
    return false;
  }

  /** Where a head declares its parameters. */
  static Scope scope(Scope root) {
    return root.child("task");
  }
}
