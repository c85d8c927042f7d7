package org.example.timeseries;

import io.d2v.api.Encoder;
import io.d2v.api.Example;
import io.d2v.api.Grid;
import io.d2v.api.Sample;
import io.d2v.api.Tokens;
import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A few times in a row, with all that was measured then, are a token. */
record WindowEncoder(Choice choice) implements Encoder {
  private static final String VALUES = "values";

  /**
   * The recipe's {@code encoder} section.
   *
   * @param window times in a sample
   * @param patch times in a token
   * @param mean of each column
   * @param deviation of each column
   */
  record Choice(int window, int patch, List<Double> mean, List<Double> deviation) {
    Choice {
      if (patch < 1 || window < patch || window % patch != 0) {
        throw new IllegalArgumentException("window is a multiple of patch: " + window);
      }
      if (mean.isEmpty() || mean.size() != deviation.size()) {
        throw new IllegalArgumentException("mean and deviation have a number for each column");
      }
    }

    int columns() {
      return mean.size();
    }

    int tokens() {
      return window / patch;
    }
  }

  @Override
  public Grid grid() {
    return Grid.line(choice.tokens());
  }

  @Override
  public Map<String, TensorType> inputs() {
    return Map.of(VALUES, TensorType.float32(choice.window(), choice.columns()));
  }

  @Override
  public Example prepare(Sample sample, Phase phase, RandomGenerator random) {
    Array values = ((Sample.Values) sample.content()).values();
    if (!values.type().equals(inputs().get(VALUES))) {
      throw new UserError(
          UserError.Kind.RECIPE,
          sample.id() + " is " + values.type() + ", and the encoder takes " + inputs().get(VALUES)
              + "; data.window is encoder.window, and data.columns as many as encoder.mean has");
    }
    float[] scaled = values.floats().clone();
    for (int i = 0; i < scaled.length; i++) {
      int column = i % choice.columns();
      scaled[i] =
          (float) ((scaled[i] - choice.mean().get(column)) / choice.deviation().get(column));
    }
    Array scaledValues = Array.of(Shape.of(choice.window(), choice.columns()), scaled);
    return new Example(Map.of(VALUES, scaledValues), choice.tokens());
  }

  @Override
  public Tensor embed(Scope scope, Map<String, Tensor> inputs, int width) {
    int entries = choice.patch() * choice.columns();
    Tensor patches = inputs.get(VALUES).reshape(-1, choice.tokens(), entries); // [B, T, P]
    Tensor weight = scope.parameter("weight", new Init.Xavier(1), width, entries); // [D, P]
    Tensor bias = scope.parameter("bias", Init.zeros(), width); // [D]
    return Nn.linear(patches, weight, bias); // [B, T, D]
  }

  @Override
  public Tokens position(Scope scope, Tensor tokens, Map<String, Tensor> inputs) {
    int width = tokens.shape().last();
    Tensor places =
        scope.parameter("places", new Init.Normal(0, 0.02), choice.tokens(), width); // [T, D]
    return Tokens.plain(tokens.plus(places)); // [B, T, D]
  }
}
