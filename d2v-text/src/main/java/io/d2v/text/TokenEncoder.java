package io.d2v.text;

import io.d2v.api.Encoder;
import io.d2v.api.Example;
import io.d2v.api.Grid;
import io.d2v.api.Mask;
import io.d2v.api.Sample;
import io.d2v.api.Tokens;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.DType;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Text as embedded tokens with learned positions and a layer norm (RoBERTa, and the reference's
 * {@code data2vec_text.py}). The mask is applied to the ids.
 */
final class TokenEncoder implements Encoder {
  static final String IDS = "ids";
  private static final int BAG = 512;
  private static final int SPREAD = 0x9E3779B1; // Knuth's multiplicative hashing
  private static final Init EMBEDDING = new Init.Normal(0, 0.02); // BERT

  private final TokenSettings settings;
  private final Sentences sentences;
  private final Corruption corruption;
  private final int tokens;

  /** The largest size. */
  TokenEncoder(TokenSettings settings, Sentences sentences, Corruption corruption) {
    this(settings, sentences, corruption, settings.longest());
  }

  private TokenEncoder(
      TokenSettings settings, Sentences sentences, Corruption corruption, int tokens) {
    this.settings = settings;
    this.sentences = sentences;
    this.corruption = corruption;
    this.tokens = tokens;
  }

  @Override
  public Grid grid() {
    return Grid.line(tokens);
  }

  @Override
  public List<Encoder> sizes() {
    return settings.lengths().stream()
        .<Encoder>map(length -> new TokenEncoder(settings, sentences, corruption, length))
        .toList();
  }

  @Override
  public long capacity() {
    return tokens;
  }

  @Override
  public Map<String, TensorType> inputs() {
    return Map.of(IDS, TensorType.int32(tokens));
  }

  @Override
  public boolean padded() {
    return true;
  }

  @Override
  public MaskAt maskAt() {
    return settings.maskAt();
  }

  @Override
  public Example prepare(Sample sample, Phase phase, RandomGenerator random) throws IOException {
    int[] ids = sentences.ids(sample, tokens);
    Optional<BitSet> wordStarts =
        sample.content() instanceof Sample.Ids given
            ? Optional.of(given.wordStarts().get(0, ids.length))
            : Optional.empty();
    return example(ids, wordStarts);
  }

  @Override
  public Example corrupt(Example example, Mask mask, RandomGenerator random) {
    int[] ids = Objects.requireNonNull(example.arrays().get(IDS)).ints();
    return example(
        corruption.corrupt(Arrays.copyOf(ids, example.valid()), mask, random),
        example.wordStarts());
  }

  /** A bag of tokens: how often each comes, in {@value #BAG} bags that tokens are spread over. */
  @Override
  public float[] plain(Example example) {
    int[] ids = Objects.requireNonNull(example.arrays().get(IDS)).ints();
    float[] counts = new float[BAG];
    for (int i = 0; i < example.valid(); i++) {
      counts[Math.floorMod(ids[i] * SPREAD, BAG)]++;
    }
    return counts;
  }

  private Example example(int[] ids, Optional<BitSet> wordStarts) {
    int[] padded = Arrays.copyOf(ids, tokens);
    Arrays.fill(padded, ids.length, tokens, settings.padding());
    Map<String, Array> arrays = Map.of(IDS, Array.of(Shape.of(tokens), padded));
    return new Example(arrays, ids.length, wordStarts);
  }

  @Override
  public Tensor embed(Scope scope, Map<String, Tensor> inputs, int width) {
    Tensor table =
        scope.child("tokens").parameter("weight", EMBEDDING, settings.vocabulary(), width);
    return table.gather(ids(inputs)); // [B, T, D]
  }

  @Override
  public Tokens position(Scope scope, Tensor embedded, Map<String, Tensor> inputs) {
    int width = embedded.shape().last();
    // The reference numbers real tokens from padding + 1 on; padding comes last, so these are rows.
    int first = settings.padding() + 1;
    Tensor table =
        scope
            .child("positions")
            .parameter("weight", EMBEDDING, settings.places() + first, width)
            .range(0, first, tokens); // [T, D]
    Tensor placed = embedded.plus(table); // [B, T, D]
    if (settings.type()) {
      placed = placed.plus(scope.child("type").parameter("weight", EMBEDDING, 1, width));
    }
    Tensor normal = scope.layerNorm("norm", placed, settings.epsilon()); // [B, T, D]
    return Tokens.plain(normal.times(valid(inputs)));
  }

  @Override
  public boolean mixesTokens() {
    return false;
  }

  @Override
  public TeacherRule teacher(String parameter) {
    return TeacherRule.COPY;
  }

  /** 1 for a token and 0 for padding: {@code [B, T, 1]}. */
  private Tensor valid(Map<String, Tensor> inputs) {
    Tensor padding =
        ids(inputs).equalTo(Tensor.constant(Array.of(Shape.of(1, 1), settings.padding())));
    return Tensor.constant(1)
        .minus(padding.cast(DType.FLOAT32))
        .reshape(padding.shape().size(0), tokens, 1);
  }

  private static Tensor ids(Map<String, Tensor> inputs) {
    return Objects.requireNonNull(inputs.get(IDS)); // INT32 [B, T]
  }
}
