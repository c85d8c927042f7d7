package io.d2v.testkit;

import io.d2v.api.AttentionBias;
import io.d2v.api.Encoder;
import io.d2v.api.Example;
import io.d2v.api.Tokens;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.testkit.reference.Entries;
import io.d2v.testkit.reference.ReferenceBackend;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The graph that an encoder writes for a batch of two, evaluating. */
record WrittenEncoder(Tensor embedded, Tokens tokens, List<Tensor> biases) {
  static final int BATCH = 2;
  static final int HEADS = 4;
  static final String ROOT = "model.encoder";

  static WrittenEncoder of(Encoder encoder, int width) {
    Map<String, Tensor> inputs = new TreeMap<>();
    encoder
        .inputs()
        .forEach(
            (name, type) -> {
              Shape batched = Shape.of(batched(type.shape()));
              inputs.put(name, Tensor.input(name, type.with(batched)));
            });
    Scope scope = Scope.of("model").child("encoder");
    Tensor embedded = encoder.embed(scope, inputs, width);
    Tokens tokens = encoder.position(scope, embedded, inputs);
    return new WrittenEncoder(
        embedded, tokens, biases(tokens.bias(), encoder.grid().tokens(), tokens.extra()));
  }

  private static int[] batched(Shape one) {
    return IntStream.concat(IntStream.of(BATCH), IntStream.of(one.sizes())).toArray();
  }

  private static List<Tensor> biases(AttentionBias bias, int tokens, int extra) {
    if (bias instanceof AttentionBias.OfPlaces some) {
      float[] numbers = new float[tokens];
      for (int i = 0; i < tokens; i++) {
        numbers[i] = i;
      }
      int[] none = {0, 0, 0, 0};
      int[] front = {0, 0, extra, extra};
      return biases(some.at(Tensor.constant(Array.of(Shape.of(1, tokens), numbers))), tokens, extra)
          .stream()
          .map(written -> written.pad(front, none))
          .toList();
    }
    if (bias instanceof AttentionBias.Shared shared) {
      return List.of(shared.bias(HEADS));
    }
    if (bias instanceof AttentionBias.PerBlock each) {
      return List.of(
          each.bias(Scope.of(ROOT + ".block0"), HEADS),
          each.bias(Scope.of(ROOT + ".block1"), HEADS));
    }
    return List.of();
  }

  Program program() {
    List<Tensor> fetches = new ArrayList<>(List.of(tokens.values()));
    fetches.addAll(biases);
    return Program.of("encoder", fetches);
  }

  /** A backend with the parameters' first values. */
  ReferenceBackend begun() {
    ReferenceBackend backend = new ReferenceBackend();
    for (Tensor node : program().nodes()) {
      if (node.op() instanceof Op.Parameter parameter) {
        float[] entries =
            parameter
                .init()
                .sample(node.shape(), new SplittableRandom(parameter.path().hashCode()));
        backend.write(parameter.path(), Array.of(node.shape(), entries));
      }
    }
    return backend;
  }

  /** Everything computed, one fetch after the other. */
  List<double[]> run(ReferenceBackend backend, Example first, Example second) {
    Map<String, double[]> feeds = new HashMap<>();
    for (String name : program().inputs().keySet()) {
      double[] one = Entries.of(array(first, name));
      double[] other = Entries.of(array(second, name));
      feeds.put(
          name,
          IntStream.range(0, 2 * one.length)
              .mapToDouble(i -> i < one.length ? one[i] : other[i - one.length])
              .toArray());
    }
    return backend.run(program(), feeds);
  }

  private static Array array(Example example, String name) {
    return Objects.requireNonNull(
        example.arrays().get(name), () -> "the example has no array " + name);
  }
}
