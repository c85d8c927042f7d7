package io.d2v.core.data;

import io.d2v.api.Mask;
import io.d2v.api.graph.Array;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Samples of one size that are computed together.
 *
 * @param number which batch of the run, from 0; with accumulation, several make one update
 * @param epoch the epoch of its first sample, from 0
 * @param size which of the encoder's sizes
 * @param inputs the encoder's inputs with a batch axis in front
 * @param corrupted the same after the mask, where the encoder masks its inputs; else empty
 * @param masks one a sample, or several, those of a sample one after the other
 * @param valid real tokens of each sample
 * @param samples their indices in the dataset
 * @param ids their names
 * @param labels what a loss is given, with a batch axis in front; empty without labels
 * @param waited how long the caller had to wait for it
 */
@SuppressWarnings("ArrayRecordComponent")
public record Batch(
    long number,
    long epoch,
    int size,
    Map<String, Array> inputs,
    Map<String, Array> corrupted,
    List<Mask> masks,
    int[] valid,
    long[] samples,
    List<String> ids,
    Optional<Array> labels,
    Duration waited) {
  /** Copies the collections. */
  public Batch {
    inputs = Map.copyOf(inputs);
    corrupted = Map.copyOf(corrupted);
    masks = List.copyOf(masks);
    ids = List.copyOf(ids);
  }

  /** How many samples it has. */
  public int count() {
    return samples.length;
  }

  Batch with(Duration wait) {
    return new Batch(
        number, epoch, size, inputs, corrupted, masks, valid, samples, ids, labels, wait);
  }
}
