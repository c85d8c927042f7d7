package io.d2v.core.data;

import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.api.Example;
import io.d2v.api.Grid;
import io.d2v.api.Mask;
import io.d2v.api.Masker;
import io.d2v.api.Sample;
import io.d2v.api.Tokens;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.io.IOException;
import java.util.BitSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Sample {@code i} is the number {@code i}; its example is that number and a random one. */
record TinyData(long size, Set<Long> damaged) implements Dataset {
  @Override
  public Sample read(long index) throws IOException {
    if (damaged.contains(index)) {
      throw new IOException("it is torn");
    }
    return number(index);
  }

  static Sample number(long index) {
    return new Sample(
        "n" + index,
        new Sample.Values(Array.scalar((float) index)),
        OptionalInt.of((int) (index % 2)));
  }

  @Override
  public void close() {}

  static Masker oneToken() {
    return (grid, valid, random) -> {
      BitSet masked = new BitSet();
      masked.set(random.nextInt(valid));
      return Mask.of(grid.tokens(), masked);
    };
  }

  /** Masks on the host, as text does, so that corrupted inputs are seen as well. */
  record NumberEncoder(MaskAt maskAt) implements Encoder {
    @Override
    public Grid grid() {
      return Grid.line(4);
    }

    @Override
    public Map<String, TensorType> inputs() {
      return Map.of("x", TensorType.float32(2));
    }

    @Override
    public Example prepare(Sample sample, Phase phase, RandomGenerator random) {
      float number = ((Sample.Values) sample.content()).values().floats()[0];
      if (number == 13) {
        throw new IllegalStateException("thirteen");
      }
      float drawn = phase == Phase.TRAIN ? random.nextFloat() : 0;
      return new Example(Map.of("x", Array.of(Shape.of(2), number, drawn)), 3);
    }

    @Override
    public Example corrupt(Example example, Mask mask, RandomGenerator random) {
      return new Example(Map.of("x", Array.of(Shape.of(2), -1, random.nextFloat())), 3);
    }

    @Override
    public Tensor embed(Scope scope, Map<String, Tensor> inputs, int width) {
      throw new UnsupportedOperationException("only the host half is tested");
    }

    @Override
    public Tokens position(Scope scope, Tensor tokens, Map<String, Tensor> inputs) {
      throw new UnsupportedOperationException("only the host half is tested");
    }
  }
}
