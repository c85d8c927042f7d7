package io.d2v.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.backend.Backend;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.testkit.reference.ReferenceBackend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ExchangeTest {
  /** Below, at and above what is sent at once. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1365, 1366, 5000, (1 << 20) / 3 + 1})
  void bytesComeByRankHoweverManyThereAre(int length) throws Exception {
    List<byte[]> said = List.of(bytes(length), bytes(3), bytes(length / 2));

    for (List<byte[]> heard : together(3, exchange -> exchange.gather(said.get(rank(exchange))))) {
      assertThat(heard).hasSize(3);
      for (int rank = 0; rank < 3; rank++) {
        assertThat(heard.get(rank)).isEqualTo(said.get(rank));
      }
    }
  }

  @Test
  void oneAloneHearsItself() {
    try (Exchange alone = new Exchange(new ReferenceBackend())) {
      assertThat(alone.gather(new byte[] {1, -2})).containsExactly(new byte[] {1, -2});
      Array mine = Array.of(Shape.of(2), -0f, 3f);
      assertThat(alone.first(mine)).isEqualTo(mine);
    }
  }

  @Test
  void anArrayComesBitForBit() throws Exception {
    int[] bits = new Random(5).ints((1 << 20) + 7).toArray();
    int[] special = {
      Float.floatToRawIntBits(-0f),
      Float.floatToRawIntBits(Float.MIN_VALUE),
      0x7fc0_1234,
      0xffff_ffff,
      Float.floatToRawIntBits(Float.NEGATIVE_INFINITY)
    };
    System.arraycopy(special, 0, bits, 0, special.length);
    float[] entries = new float[bits.length];
    for (int i = 0; i < bits.length; i++) {
      entries[i] = Float.intBitsToFloat(bits[i]);
    }

    List<Array> heard =
        together(
            2,
            exchange ->
                exchange.first(
                    Array.of(
                        Shape.of(bits.length),
                        rank(exchange) == 0 ? entries : new float[bits.length])));

    for (Array array : heard) {
      int[] found = new int[bits.length];
      Arrays.setAll(found, i -> Float.floatToRawIntBits(array.floats()[i]));
      assertThat(found).isEqualTo(bits);
    }
  }

  private static int rank(Exchange exchange) {
    return exchange.workers().rank();
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static <T> List<T> together(int count, Function<Exchange, T> work) throws Exception {
    List<CompletableFuture<T>> ends = new ArrayList<>();
    for (Backend backend : ReferenceBackend.together(count)) {
      ends.add(
          CompletableFuture.supplyAsync(
              () -> {
                try (Exchange exchange = new Exchange(backend)) {
                  return work.apply(exchange);
                }
              },
              task -> new Thread(task, "worker").start()));
    }
    List<T> results = new ArrayList<>();
    for (CompletableFuture<T> end : ends) {
      results.add(end.get());
    }
    return results;
  }
}
