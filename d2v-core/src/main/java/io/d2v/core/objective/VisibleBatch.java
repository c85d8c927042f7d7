package io.d2v.core.objective;

import io.d2v.api.Encoder;
import io.d2v.api.Mask;
import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.DType;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The tensors that a batch is fed through of which only visible tokens are encoded. B samples of T
 * tokens have several masks each: R rows, those of a sample one after the other, of K visible and M
 * hidden tokens each.
 *
 * @param whole the encoder's inputs, unmasked, with a batch axis of B in front
 * @param valid 1 for a token and 0 for padding, {@code [B, T]}, where samples are padded
 * @param mask whether a token is hidden: BOOL {@code [R, T, 1]}
 * @param kept numbers of the visible tokens among all rows' {@code R * T}: INT32 {@code [R, K]}
 * @param keptSources the same tokens' among the samples' {@code B * T}: INT32 {@code [R, K]}
 * @param places the same tokens' numbers in the grid: FLOAT32 {@code [R, K]}
 * @param order where each token is among its row's visible and then hidden ones, of {@code R * T}:
 *     INT32 {@code [R, T]}
 * @param rows numbers of the hidden tokens among all rows' {@code R * T}: INT32 {@code [R, M]}
 * @param sources the same tokens' among the samples' {@code B * T}: INT32 {@code [R, M]}
 * @param counted 1 for a token that is predicted and 0 for hidden padding: {@code [R, M, 1]}
 */
public record VisibleBatch(
    Map<String, Tensor> whole,
    Optional<Tensor> valid,
    Tensor mask,
    Tensor kept,
    Tensor keptSources,
    Tensor places,
    Tensor order,
    Tensor rows,
    Tensor sources,
    Tensor counted) {
  private static final String KEPT = "kept";
  private static final String KEPT_SOURCES = "kept_sources";
  private static final String PLACES = "places";
  private static final String ORDER = "order";
  private static final String SOURCES = "sources";

  /**
   * The tensors of a batch.
   *
   * @param samples B
   * @param clones masks of a sample
   * @param hidden M
   */
  public static VisibleBatch of(Encoder encoder, int samples, int clones, int hidden) {
    int tokens = encoder.grid().tokens();
    int all = samples * clones;
    if (hidden < 1 || hidden >= tokens) {
      throw new UserError(
          UserError.Kind.RECIPE,
          "the masker hides "
              + hidden
              + " of "
              + tokens
              + " tokens, but objective "
              + Data2Vec2.NAME
              + " needs some that are visible and some that are hidden; see the masker section");
    }
    return new VisibleBatch(
        MaskedBatch.inputs(encoder, "", samples),
        MaskedBatch.valid(encoder, samples),
        Tensor.input(MaskedBatch.MASK, TensorType.bool(all, tokens, 1)),
        Tensor.input(KEPT, TensorType.int32(all, tokens - hidden)),
        Tensor.input(KEPT_SOURCES, TensorType.int32(all, tokens - hidden)),
        Tensor.input(PLACES, TensorType.float32(all, tokens - hidden)),
        Tensor.input(ORDER, TensorType.int32(all, tokens)),
        Tensor.input(MaskedBatch.ROWS, TensorType.int32(all, hidden)),
        Tensor.input(SOURCES, TensorType.int32(all, hidden)),
        Tensor.input(MaskedBatch.COUNTED, TensorType.float32(all, hidden, 1)));
  }

  /**
   * The tokens of a row.
   *
   * @param kept numbers of the visible ones
   * @param hidden numbers of the others, in the order of the decoder's noise
   */
  public record Split(List<Integer> kept, List<Integer> hidden) {
    /** Copies the lists. */
    public Split {
      kept = List.copyOf(kept);
      hidden = List.copyOf(hidden);
    }

    /**
     * The split of a mask. Where it hides fewer, since its sample is shorter, padding is hidden
     * too, from the end.
     *
     * @throws UserError of kind RECIPE, if the masker does not hide as many in each sample
     */
    static Split of(Mask mask, int valid, int hidden) {
      int more = hidden - mask.count();
      int tokens = mask.tokens();
      if (more < 0 || more > tokens - valid) {
        throw new UserError(
            UserError.Kind.RECIPE,
            "a mask hides "
                + mask.count()
                + " of "
                + valid
                + " tokens, but objective "
                + Data2Vec2.NAME
                + " needs "
                + hidden
                + " in each whole sample; use masker: {name: even-blocks, ...}, which always hides"
                + " as many");
      }
      BitSet taken = new BitSet(tokens);
      mask.indices().forEach(taken::set);
      taken.set(tokens - more, tokens);
      List<Integer> kept = new ArrayList<>();
      List<Integer> others = new ArrayList<>();
      for (int token = 0; token < tokens; token++) {
        (taken.get(token) ? others : kept).add(token);
      }
      return new Split(kept, others);
    }
  }

  static Map<String, Array> feeds(List<Mask> masks, int[] valid, int clones, int hidden) {
    List<Split> splits =
        IntStream.range(0, masks.size())
            .mapToObj(row -> Split.of(masks.get(row), valid[row / clones], hidden))
            .toList();
    return feeds(masks, splits, clones);
  }

  /**
   * The arrays of all but the samples.
   *
   * @param masks of each row: the hidden tokens that are predicted
   * @param splits of each row
   * @param clones rows of a sample
   */
  public static Map<String, Array> feeds(List<Mask> masks, List<Split> splits, int clones) {
    int all = masks.size();
    int tokens = masks.get(0).tokens();
    int visible = splits.get(0).kept().size();
    int hidden = tokens - visible;
    boolean[] mask = new boolean[all * tokens];
    int[] kept = new int[all * visible];
    int[] keptSources = new int[all * visible];
    float[] places = new float[all * visible];
    int[] order = new int[all * tokens];
    int[] rows = new int[all * hidden];
    int[] sources = new int[all * hidden];
    float[] counted = new float[all * hidden];
    for (int r = 0; r < all; r++) {
      int row = r * tokens;
      int source = r / clones * tokens;
      for (int i = 0; i < visible; i++) {
        int token = splits.get(r).kept().get(i);
        kept[r * visible + i] = row + token;
        keptSources[r * visible + i] = source + token;
        places[r * visible + i] = token;
        order[row + token] = row + i;
      }
      for (int i = 0; i < hidden; i++) {
        int token = splits.get(r).hidden().get(i);
        mask[row + token] = true;
        order[row + token] = row + visible + i;
      }
      int next = r * hidden;
      for (int token : splits.get(r).hidden().stream().sorted().toList()) {
        rows[next] = row + token;
        sources[next] = source + token;
        counted[next++] = masks.get(r).contains(token) ? 1 : 0;
      }
    }
    Map<String, Array> feeds = new TreeMap<>();
    feeds.put(MaskedBatch.MASK, Array.of(Shape.of(all, tokens, 1), mask));
    feeds.put(KEPT, Array.of(Shape.of(all, visible), kept));
    feeds.put(KEPT_SOURCES, Array.of(Shape.of(all, visible), keptSources));
    feeds.put(PLACES, Array.of(Shape.of(all, visible), places));
    feeds.put(ORDER, Array.of(Shape.of(all, tokens), order));
    feeds.put(MaskedBatch.ROWS, Array.of(Shape.of(all, hidden), rows));
    feeds.put(SOURCES, Array.of(Shape.of(all, hidden), sources));
    feeds.put(MaskedBatch.COUNTED, Array.of(Shape.of(all, hidden, 1), counted));
    return feeds;
  }

  /** Each sample once for each of its masks: {@code [B, ...]} to {@code [R, ...]}. */
  Tensor clones(Tensor samples) {
    int[] sizes = samples.shape().sizes();
    int clones = mask.shape().size(0) / sizes[0];
    int[] single = IntStream.concat(IntStream.of(sizes[0], 1), rest(sizes)).toArray();
    int[] repeated = single.clone();
    repeated[1] = clones;
    int[] joined = sizes.clone();
    joined[0] *= clones;
    return samples.reshape(single).broadcast(repeated).reshape(joined);
  }

  private static IntStream rest(int... sizes) {
    return IntStream.range(1, sizes.length).map(axis -> sizes[axis]);
  }

  Map<String, Tensor> clonedInputs() {
    Map<String, Tensor> cloned = new TreeMap<>();
    whole.forEach((name, tensor) -> cloned.put(name, clones(tensor)));
    return cloned;
  }

  /** The visible ones of {@code [R, T, D]}: {@code [R, K, D]}. */
  Tensor keptOfClones(Tensor tokens) {
    return flat(tokens).gather(kept);
  }

  /** The visible ones of {@code [B, T, D]}: {@code [R, K, D]}. */
  Tensor keptOfSamples(Tensor tokens) {
    return flat(tokens).gather(keptSources);
  }

  /** Which of the visible ones are no padding: {@code [R, K]}. */
  Optional<Tensor> validKept() {
    return valid.map(
        v -> v.reshape(-1, 1).gather(keptSources).reshape(keptSources.shape().sizes()));
  }

  /** Visible and hidden ones in the grid's order: {@code [R, T, D]}. */
  Tensor restored(Tensor visible, Tensor noise) {
    return flat(Tensor.concatenate(1, List.of(visible, noise))).gather(order);
  }

  /** 1 where a token is hidden: {@code [R, T, 1]}. */
  Tensor hiddenShare() {
    return mask.cast(DType.FLOAT32);
  }

  /** The hidden ones of {@code [R, T, D]}: {@code [R, M, D]}. */
  Tensor hidden(Tensor tokens) {
    return flat(tokens).gather(rows);
  }

  /** The hidden ones of {@code [B, T, D]}: {@code [R, M, D]}. */
  Tensor sources(Tensor tokens) {
    return flat(tokens).gather(sources);
  }

  private static Tensor flat(Tensor tokens) {
    return tokens.reshape(-1, tokens.shape().last());
  }
}
