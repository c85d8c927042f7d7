package io.d2v.core.train;

import io.d2v.api.graph.Array;
import io.d2v.core.data.Sizes;
import io.d2v.core.objective.Data2Vec;
import io.d2v.core.objective.MaskedBatch;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One size of batch that a step is made for.
 *
 * @param objective with the encoder of this size
 * @param batch what it is fed through
 */
public record SizedBatch(Data2Vec objective, MaskedBatch batch) {
  /** Every size of a recipe's encoder, from the smallest to the largest. */
  static List<SizedBatch> of(Method method) {
    Data2Vec whole = method.objective();
    Sizes sizes = Sizes.of(whole.encoder(), method.training().batch());
    return IntStream.range(0, sizes.count())
        .mapToObj(
            size -> {
              Data2Vec objective = whole.with(sizes.encoders().get(size));
              int most = method.masker().most(objective.encoder().grid());
              return new SizedBatch(
                  objective, MaskedBatch.of(objective.encoder(), sizes.batch(size), most));
            })
        .toList();
  }

  /** Whether arrays are of its shapes. */
  boolean takes(Map<String, Array> feeds) {
    return batch.whole().entrySet().stream()
        .allMatch(
            input -> {
              Array array = feeds.get(input.getKey());
              return array != null && array.type().equals(input.getValue().type());
            });
  }
}
