package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Nodes that XLA compiles into one function.
 *
 * @param name what it is made of
 * @param nodes inputs first
 * @param inputs the values that it reads
 * @param outputs what it gives in float32, or not real
 * @param narrowOutputs what it gives as factors of products
 * @param updates what it changes
 */
record Cluster(
    String name,
    List<Tensor> nodes,
    List<Tensor> inputs,
    List<Tensor> outputs,
    List<Tensor> narrowOutputs,
    List<Update> updates) {

  /**
   * A parameter that is read and written where it lies.
   *
   * @param before its value
   * @param after its new value
   * @param copied whether its narrow copy is written as well
   */
  record Update(String path, Tensor before, Tensor after, boolean copied) {}

  /** The same, but that these parameters are no longer read as inputs and given as outputs. */
  Cluster updating(List<Update> changed) {
    List<Tensor> read = new ArrayList<>(inputs);
    List<Tensor> given = new ArrayList<>(outputs);
    List<Tensor> givenNarrow = new ArrayList<>(narrowOutputs);
    for (Update update : changed) {
      read.remove(update.before());
      given.remove(update.after());
      if (update.copied()) {
        givenNarrow.remove(update.after());
      }
    }
    return new Cluster(name, nodes, read, given, givenNarrow, changed);
  }
}
