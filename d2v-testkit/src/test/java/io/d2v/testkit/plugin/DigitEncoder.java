package io.d2v.testkit.plugin;

import io.d2v.api.AttentionBias;
import io.d2v.api.Encoder;
import io.d2v.api.Example;
import io.d2v.api.Grid;
import io.d2v.api.Mask;
import io.d2v.api.Sample;
import io.d2v.api.Tokens;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A digit is a token; training shifts them all; a masked digit becomes a tenth one. */
record DigitEncoder(int tokens) implements Encoder {
  private static final int MASKED = 10;

  @Override
  public Grid grid() {
    return Grid.line(tokens);
  }

  @Override
  public Map<String, TensorType> inputs() {
    return Map.of("digits", TensorType.int32(tokens));
  }

  @Override
  public boolean padded() {
    return true;
  }

  @Override
  public MaskAt maskAt() {
    return MaskAt.INPUT;
  }

  @Override
  public Example prepare(Sample sample, Phase phase, RandomGenerator random) {
    int shift = phase == Phase.TRAIN ? random.nextInt(10) : 0;
    int[] digits = ((Sample.Values) sample.content()).values().ints();
    int[] shifted = Arrays.stream(digits).map(digit -> (digit + shift) % 10).toArray();
    int[] padded = Arrays.copyOf(shifted, tokens);
    return new Example(
        Map.of("digits", Array.of(Shape.of(tokens), padded)), Math.min(digits.length, tokens));
  }

  @Override
  public Example corrupt(Example example, Mask mask, RandomGenerator random) {
    int[] digits = example.arrays().get("digits").ints().clone();
    mask.indices().forEach(i -> digits[i] = MASKED);
    return new Example(Map.of("digits", Array.of(Shape.of(tokens), digits)), example.valid());
  }

  @Override
  public Tensor embed(Scope scope, Map<String, Tensor> inputs, int width) {
    return scope
        .parameter("table", new Init.Normal(0, 1), MASKED + 1, width)
        .gather(inputs.get("digits")); // [batch, tokens, width]
  }

  @Override
  public Tokens position(Scope scope, Tensor embedded, Map<String, Tensor> inputs) {
    int width = embedded.shape().last();
    Tensor places = scope.parameter("places", new Init.Normal(0, 1), tokens, width);
    AttentionBias.PerBlock bias =
        (block, heads) -> block.parameter("bias", Init.zeros(), heads, tokens, tokens);
    return new Tokens(embedded.plus(places), 0, bias); // [batch, tokens, width]
  }
}
