package io.d2v.bench.harness;

import io.d2v.bench.finetune.FineTuning;

/**
 * A model that takes part.
 *
 * @param name in the table
 * @param folder below which its runs lie
 * @param start what it begins with
 * @param unlabelled what it has learned from without labels
 * @param weights tells them from others
 */
public record Entrant(
    String name, String folder, FineTuning.Start start, String unlabelled, String weights) {
  /** One whose weights are as they are now. */
  public Entrant(String name, String folder, FineTuning.Start start, String unlabelled) {
    this(name, folder, start, unlabelled, ModelHash.of(start.weights()));
  }
}
