package io.d2v.core.data;

import io.d2v.api.Encoder;
import io.d2v.api.Example;
import io.d2v.api.Grid;
import io.d2v.api.Sample;
import io.d2v.api.Tokens;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Takes 2, 4, ... numbers, each a token; a sample's number is the first, the others are drawn. */
public record SizedEncoder(int tokens) implements Encoder {
  @Override
  public Grid grid() {
    return Grid.line(tokens);
  }

  @Override
  public List<Encoder> sizes() {
    return Stream.iterate(2, size -> size <= tokens, size -> 2 * size)
        .<Encoder>map(SizedEncoder::new)
        .toList();
  }

  @Override
  public long capacity() {
    return tokens;
  }

  @Override
  public Map<String, TensorType> inputs() {
    return Map.of("x", TensorType.float32(tokens));
  }

  @Override
  public Example prepare(Sample sample, Phase phase, RandomGenerator random) {
    float[] numbers = new float[tokens];
    for (int i = 1; i < tokens && phase == Phase.TRAIN; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    numbers[0] = ((Sample.Values) sample.content()).values().floats()[0];
    return new Example(Map.of("x", Array.of(Shape.of(tokens), numbers)), tokens);
  }

  @Override
  public float[] plain(Example example) {
    return new float[] {example.arrays().get("x").floats()[0]};
  }

  @Override
  public Tensor embed(Scope scope, Map<String, Tensor> inputs, int width) {
    Tensor x = inputs.get("x");
    Tensor weight = scope.parameter("weight", new Init.Xavier(1), 1, width); // [1, D]
    return x.reshape(-1, tokens, 1).matmul(weight); // [B, T, D]
  }

  @Override
  public Tokens position(Scope scope, Tensor tokens, Map<String, Tensor> inputs) {
    return Tokens.plain(tokens);
  }
}
