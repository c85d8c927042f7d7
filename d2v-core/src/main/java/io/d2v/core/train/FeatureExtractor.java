package io.d2v.core.train;

import io.d2v.api.Encoder;
import io.d2v.api.TargetBuilder.Layer;
import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Tensor;
import io.d2v.core.data.Sizes;
import io.d2v.core.model.Transformer;
import io.d2v.core.objective.MaskedBatch;
import io.d2v.core.objective.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Runs an encoder over whole samples, evaluating, and returns what it computed. Safe for several
 * threads at once, one after another, where nobody else uses its backend.
 */
public final class FeatureExtractor implements AutoCloseable {
  /**
   * What an encoder computed of a batch.
   *
   * @param pooled mean over the tokens of a sample, extra and padding left out: {@code [batch,
   *     width]}
   * @param tokens the grid's tokens: {@code [batch, tokens, width]}
   * @param hidden what goes into the first block, then each block's output, extra tokens included
   * @param last the last output, extra tokens included
   */
  public record Features(Array pooled, Array tokens, List<Array> hidden, Array last) {}

  /**
   * What an encoder computed of a batch, and what attended to what on the way.
   *
   * @param tokens the grid's tokens: {@code [batch, tokens, width]}
   * @param weights of a block's attention: {@code [batch, heads, extra + tokens, extra + tokens]},
   *     what each token attends to in a row that sums to 1
   * @param extra tokens in front that are not the grid's, such as a class token
   */
  public record Attended(Array tokens, Array weights, int extra) {}

  private final Backend backend;
  private final Objective objective;
  private final String root;
  private final Sizes sizes;
  private final Map<Shaped, Executable> compiled = new HashMap<>();

  /** What leaves the device. */
  private sealed interface Wanted {}

  private enum Outputs implements Wanted {
    POOLED,
    TOKENS,
    ALL
  }

  /** The tokens, and the weights of this block's attention. */
  private record Weights(int block) implements Wanted {}

  /** A program: what it computes, of which of the encoder's sizes, for how many rows. */
  private record Shaped(Wanted wanted, int size, int rows) {}

  /**
   * An encoder, compiled for a size and a number of rows when the first such batch comes.
   *
   * @param root {@link Objective#STUDENT} or {@link Objective#TEACHER}; its parameters must have
   *     been written to the backend
   * @param batch how many samples of the largest size a run takes
   */
  public FeatureExtractor(Backend backend, Objective objective, String root, int batch) {
    this.backend = backend;
    this.objective = objective;
    this.root = root;
    this.sizes = Sizes.of(objective.encoder(), batch);
  }

  private record Encoded(
      Objective.Encoded all, Tensor tokens, Tensor pooled, Map<String, Tensor> shown) {}

  private Encoded encoded(int size, int batch) {
    Encoder encoder = sizes.encoders().get(size);
    Optional<Tensor> valid = MaskedBatch.valid(encoder, batch);
    Map<String, Tensor> shown = new HashMap<>();
    Objective sized = objective.with(encoder);
    Objective.Encoded encoded =
        sized.encode(
            sized.scope(root).watched(shown::put),
            MaskedBatch.inputs(encoder, "", batch),
            valid,
            Optional.empty());
    Tensor last = encoded.output().last(); // [B, E + T, D]
    int extra = encoded.tokens().extra();
    Tensor tokens =
        extra == 0 ? last : last.range(1, extra, last.shape().size(1) - extra); // [B, T, D]
    return new Encoded(encoded, tokens, pooled(tokens, valid), shown);
  }

  private Executable compile(Shaped program) {
    Encoded encoded = encoded(program.size(), program.rows());
    if (program.wanted() instanceof Weights weights) {
      return backend.compile(
          Program.of("attention", List.of(encoded.tokens(), weights(encoded, weights.block()))));
    }
    return switch ((Outputs) program.wanted()) {
      case POOLED -> backend.compile(Program.of("pooled", List.of(encoded.pooled())));
      case TOKENS -> backend.compile(Program.of("tokens", List.of(encoded.tokens())));
      case ALL -> {
        List<Tensor> fetches = new ArrayList<>();
        fetches.add(encoded.pooled());
        fetches.add(encoded.tokens());
        fetches.add(encoded.all().output().last());
        fetches.add(encoded.all().tokens().values());
        encoded.all().output().layers().stream().map(Layer::output).forEach(fetches::add);
        yield backend.compile(Program.of("features", fetches));
      }
    };
  }

  private Tensor weights(Encoded encoded, int block) {
    String name = root + "." + Objective.TRANSFORMER + Transformer.weightsOf(block);
    return Objects.requireNonNull(encoded.shown().get(name), name); // [B, H, E + T, E + T]
  }

  /** How many samples of the largest size a run takes. */
  public int batch() {
    return sizes.largest();
  }

  /**
   * Encodes a batch.
   *
   * @param size which of the encoder's sizes
   * @param inputs the encoder's inputs with a batch axis in front
   * @param valid real tokens of each sample
   */
  public Features features(int size, Map<String, Array> inputs, int[] valid) {
    List<Array> fetched = run(Outputs.ALL, size, inputs, valid);
    return new Features(
        fetched.get(0), fetched.get(1), fetched.subList(3, fetched.size()), fetched.get(2));
  }

  /** {@link Features#pooled} alone: nothing else leaves the device. */
  public Array pooled(int size, Map<String, Array> inputs, int[] valid) {
    return run(Outputs.POOLED, size, inputs, valid).get(0);
  }

  /** {@link Features#tokens} alone. */
  public Array tokens(int size, Map<String, Array> inputs, int[] valid) {
    return run(Outputs.TOKENS, size, inputs, valid).get(0);
  }

  /**
   * {@link Features#tokens}, and the attention weights of a block.
   *
   * @param block counted from 0
   */
  public Attended attended(int block, int size, Map<String, Array> inputs, int[] valid) {
    List<Array> fetched = run(new Weights(block), size, inputs, valid);
    Array tokens = fetched.get(0);
    Array weights = fetched.get(1);
    return new Attended(tokens, weights, weights.shape().last() - tokens.shape().size(1));
  }

  /**
   * The real tokens of one sample.
   *
   * @param tokens of a batch: {@code [batch, tokens, width]}
   * @param sample its place in the batch
   * @param valid how many of its tokens are real
   * @return {@code [valid, width]}
   */
  public static float[][] rows(Array tokens, int sample, int valid) {
    int width = tokens.shape().last();
    int first = sample * tokens.shape().size(1);
    return IntStream.range(first, first + valid)
        .mapToObj(i -> Arrays.copyOfRange(tokens.floats(), i * width, (i + 1) * width))
        .toArray(float[][]::new);
  }

  private synchronized List<Array> run(
      Wanted wanted, int size, Map<String, Array> inputs, int[] valid) {
    return compiled
        .computeIfAbsent(new Shaped(wanted, size, valid.length), this::compile)
        .run(MaskedFeeds.whole(sizes.encoders().get(size), inputs, valid));
  }

  @Override
  public synchronized void close() {
    compiled.values().forEach(Executable::close);
  }

  private static Tensor pooled(Tensor tokens, Optional<Tensor> valid) {
    int batch = tokens.shape().size(0);
    int width = tokens.shape().last();
    return valid
        .map(
            v -> {
              Tensor weight = v.dividedBy(v.sum(1)).reshape(batch, -1, 1); // [B, T, 1]
              return tokens.times(weight).sum(1);
            })
        .orElseGet(() -> tokens.mean(1)) // [B, 1, D]
        .reshape(batch, width);
  }
}
