package io.d2v.core.train;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.core.data.Sizes;
import io.d2v.core.objective.Data2Vec;
import io.d2v.core.objective.MaskedBatch;
import io.d2v.core.objective.Objective;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * One size of batch that a step is made for.
 *
 * @param inputs of the encoder, with a batch axis in front
 * @param goal writes what is minimised over such a batch
 */
public record SizedBatch(Map<String, TensorType> inputs, Supplier<Goal> goal) {
  /** Copies the map. */
  public SizedBatch {
    inputs = Map.copyOf(inputs);
  }

  /**
   * A size for pre-training.
   *
   * @param objective with the encoder of this size
   * @param batch what it is fed through
   */
  public static SizedBatch of(Data2Vec objective, MaskedBatch batch) {
    return new SizedBatch(
        types(batch.whole()),
        () -> Goal.of(objective, objective.apply(batch, StepInputs.stepKey())));
  }

  /**
   * A size for pre-training.
   *
   * @param objective with the encoder of this size
   * @param samples how many
   * @param most the most tokens that a mask hides
   */
  public static SizedBatch of(Objective objective, int samples, int most) {
    return new SizedBatch(
        types(MaskedBatch.inputs(objective.encoder(), "", samples)),
        () -> Goal.of(objective, objective.apply(samples, most, StepInputs.stepKey())));
  }

  /** Every size of a recipe's encoder, from the smallest to the largest. */
  static List<SizedBatch> of(Method method) {
    Objective whole = method.objective();
    Sizes sizes = Sizes.of(whole.encoder(), method.training().batch());
    return IntStream.range(0, sizes.count())
        .mapToObj(
            size -> {
              Objective objective = whole.with(sizes.encoders().get(size));
              int most = method.masker().most(objective.encoder().grid());
              return of(objective, sizes.batch(size), most);
            })
        .toList();
  }

  /** The types of tensors, by the same names. */
  public static Map<String, TensorType> types(Map<String, Tensor> tensors) {
    Map<String, TensorType> types = new TreeMap<>();
    tensors.forEach((name, tensor) -> types.put(name, tensor.type()));
    return types;
  }

  /** How many samples it has. */
  int samples() {
    return inputs.values().iterator().next().shape().size(0);
  }

  /** Whether arrays are of its shapes. */
  boolean takes(Map<String, Array> feeds) {
    return inputs.entrySet().stream()
        .allMatch(
            input -> {
              Array array = feeds.get(input.getKey());
              return array != null && array.type().equals(input.getValue());
            });
  }
}
