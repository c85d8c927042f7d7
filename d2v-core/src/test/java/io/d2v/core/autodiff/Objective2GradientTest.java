package io.d2v.core.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.AttentionBias;
import io.d2v.api.Encoder;
import io.d2v.api.Example;
import io.d2v.api.Grid;
import io.d2v.api.Mask;
import io.d2v.api.Sample;
import io.d2v.api.TargetBuilder;
import io.d2v.api.Tokens;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.core.model.Memory;
import io.d2v.core.model.Transformer;
import io.d2v.core.model.TransformerSettings;
import io.d2v.core.model.TransformerSettings.Norm;
import io.d2v.core.model.TransformerSettings.Weights;
import io.d2v.core.objective.Data2Vec2;
import io.d2v.core.objective.Data2Vec2Settings;
import io.d2v.core.objective.Data2Vec2Settings.Own;
import io.d2v.core.objective.DecoderSettings;
import io.d2v.core.objective.DecoderSettings.Padding;
import io.d2v.core.objective.DecoderSettings.Positions;
import io.d2v.core.objective.Objective;
import io.d2v.testkit.reference.ReferenceBackend;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole objective of data2vec 2.0, differentiated towards each student parameter. */
class Objective2GradientTest {
  private static final int BATCH = 2;
  private static final int CLONES = 2;
  private static final int WIDTH = 8;

  private static final TargetBuilder TARGETS =
      (teacher, valid) ->
          Nn.standardize(
              teacher.get(0).feedForward().plus(teacher.get(1).output()), 1e-5, 1); // [B, T, D]

  @ParameterizedTest
  @CsvSource({"true, NONE, KEEP", "false, ALL, RECOMPUTE", "true, HIDDEN, KEEP"})
  void gradientsAreThoseOfFiniteDifferences(boolean mixes, Positions positions, Memory memory) {
    Encoder encoder = new Places(LineEncoder.of(true, 1), mixes);
    Data2Vec2 objective =
        new Data2Vec2(
            encoder,
            new Transformer(transformer(), memory),
            TARGETS,
            new Data2Vec2Settings(
                1,
                Optional.empty(),
                0.1,
                CLONES,
                0.5,
                Own.WHOLE, // else the differences would move the teacher too
                0.9,
                0.99,
                10,
                new DecoderSettings(
                    WIDTH, 2, 3, 2, 0.2, true, positions, Padding.LEFT_OUT, 2, 1.5)));
    Tensor loss = objective.apply(BATCH, 2, Tensor.input("key", TensorType.int32(2))).loss();
    Program program = Program.of("loss", List.of(loss));
    ReferenceBackend backend = ObjectiveGradientTest.withRandomParameters(program);
    List<Tensor> student =
        program.nodes().stream()
            .filter(
                node ->
                    node.op() instanceof Op.Parameter parameter
                        && parameter.path().startsWith(Objective.STUDENT + "."))
            .toList();
    assertThat(student).hasSizeGreaterThan(30);
    new FiniteDifferences(loss, feeds(objective, program), backend).assertEqualGradients(student);
  }

  private static TransformerSettings transformer() {
    return new TransformerSettings(
        WIDTH,
        2,
        2,
        Optional.empty(),
        Norm.POST,
        Optional.empty(),
        true,
        0.2,
        0.2,
        0,
        0,
        0,
        1e-5,
        Weights.XAVIER,
        Optional.empty());
  }

  /** Of two samples, of which the second is a token shorter. */
  private static Map<String, double[]> feeds(Data2Vec2 objective, Program program) {
    Map<String, double[]> feeds = new HashMap<>(ObjectiveGradientTest.feeds(program));
    List<Mask> masks = List.of(mask(0, 2), mask(1, 4), mask(3), mask(0));
    objective
        .feeds(masks, new int[] {5, 4}, 2)
        .forEach((name, array) -> feeds.put(name, numbers(array)));
    feeds.keySet().retainAll(program.inputs().keySet());
    return feeds;
  }

  private static double[] numbers(Array array) {
    return switch (array.type().dtype()) {
      case FLOAT32 ->
          IntStream.range(0, array.floats().length).mapToDouble(i -> array.floats()[i]).toArray();
      case INT32 -> Arrays.stream(array.ints()).asDoubleStream().toArray();
      case BOOL ->
          IntStream.range(0, array.booleans().length)
              .mapToDouble(i -> array.booleans()[i] ? 1 : 0)
              .toArray();
    };
  }

  private static Mask mask(int... hidden) {
    BitSet masked = new BitSet();
    IntStream.of(hidden).forEach(masked::set);
    return Mask.of(LineEncoder.TOKENS, masked);
  }

  /** An encoder whose bias is of places, and which may let tokens hear one another. */
  private record Places(LineEncoder line, boolean mixesTokens) implements Encoder {
    @Override
    public Grid grid() {
      return line.grid();
    }

    @Override
    public boolean padded() {
      return true;
    }

    @Override
    public Map<String, TensorType> inputs() {
      return line.inputs();
    }

    @Override
    public Example prepare(Sample sample, Phase phase, RandomGenerator random) {
      return line.prepare(sample, phase, random);
    }

    @Override
    public Tensor embed(Scope scope, Map<String, Tensor> inputs, int width) {
      return line.embed(scope, inputs, width);
    }

    @Override
    public Optional<Array> fixedPositions(int width) {
      SplittableRandom random = new SplittableRandom(width);
      float[] entries = new float[LineEncoder.TOKENS * width];
      for (int i = 0; i < entries.length; i++) {
        entries[i] = (float) random.nextGaussian();
      }
      return Optional.of(Array.of(Shape.of(1, LineEncoder.TOKENS, width), entries));
    }

    @Override
    public Tokens position(Scope scope, Tensor tokens, Map<String, Tensor> inputs) {
      Tensor heard = mixesTokens ? tokens.plus(tokens.mean(1)) : tokens; // [B, T, D]
      Tokens all = line.position(scope, heard, inputs);
      AttentionBias.OfPlaces bias =
          places ->
              (AttentionBias.PerBlock)
                  (block, heads) -> {
                    int batch = places.shape().size(0);
                    Tensor distance =
                        places.reshape(batch, 1, -1, 1).minus(places.reshape(batch, 1, 1, -1));
                    return distance
                        .square()
                        .times(block.parameter("scale", Init.ones(), heads, 1, 1));
                  };
      return new Tokens(all.values(), all.extra(), bias);
    }
  }
}
