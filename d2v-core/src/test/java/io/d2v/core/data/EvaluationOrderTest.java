package io.d2v.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EvaluationOrderTest {
  private static final Sizes SIZES = Sizes.of(new SizedEncoder(8), 2); // batches of 8, 4 and 2

  @Test
  void likeLengthsGoTogether() {
    List<EvaluationOrder.Together> batches = batches(12, index -> index % 3 == 0 ? 8 : 2);

    assertThat(batches).extracting(EvaluationOrder.Together::size).containsExactly(2, 2, 0);
    assertThat(batches.get(0).samples()).containsExactly(0L, 3L);
    assertThat(batches.get(1).samples()).containsExactly(6L, 9L);
    assertThat(batches.get(2).samples()).containsExactly(1L, 2L, 4L, 5L, 7L, 8L, 10L, 11L);
  }

  @Test
  void whatIsSettledHasCome() {
    List<EvaluationOrder.Together> batches = batches(12, index -> index % 3 == 0 ? 8 : 2);

    assertThat(batches).extracting(EvaluationOrder.Together::settled).containsExactly(1L, 1L, 12L);
  }

  @Test
  void everySampleComesOnceAndInOrderAgain() {
    long count = 3L * EvaluationOrder.WINDOW;
    List<Long> came = new ArrayList<>();
    InOrder<Long> ordered = new InOrder<>(came::add);
    for (EvaluationOrder.Together batch : batches(count, index -> (index * 7919) % 11)) {
      batch.samples().forEach(index -> ordered.add(index, index));
      ordered.settle(batch.settled());
    }

    assertThat(came).isEqualTo(LongStream.range(0, count).boxed().toList());
  }

  @Test
  void aRareLengthIsNotWaitedForLongerThanTheWindow() {
    long count = 10L * EvaluationOrder.WINDOW;
    int held = 0;
    int most = 0;
    for (EvaluationOrder.Together batch : batches(count, index -> index == 5 ? 8 : 1)) {
      held += batch.samples().size();
      most = Math.max(most, held);
      held = batch.settled() > 5 ? 0 : held;
    }

    assertThat(most).isBetween(EvaluationOrder.WINDOW / 2, EvaluationOrder.WINDOW + 8);
  }

  private static List<EvaluationOrder.Together> batches(long count, LongUnaryOperator length) {
    EvaluationOrder order = new EvaluationOrder(new Lengths(count, length), SIZES);
    List<EvaluationOrder.Together> batches = new ArrayList<>();
    Optional<EvaluationOrder.Together> next = order.next();
    while (next.isPresent()) {
      batches.add(next.get());
      next = order.next();
    }
    return batches;
  }

  private record Lengths(long size, LongUnaryOperator of) implements Dataset {
    @Override
    public OptionalLong length(long index) {
      return OptionalLong.of(of.applyAsLong(index));
    }

    @Override
    public Sample read(long index) {
      throw new UnsupportedOperationException("lengths alone are tested");
    }

    @Override
    public void close() {}
  }
}
