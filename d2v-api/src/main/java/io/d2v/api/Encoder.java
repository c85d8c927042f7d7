package io.d2v.api;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.DType;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Turns a sample into tokens: {@link #prepare} and {@link #corrupt} on the host, {@link #embed} and
 * {@link #position} in the graph, with the mask applied in between.
 *
 * <p>The two halves of the graph are two methods since the mask comes between them: audio's
 * positional convolution must see masked tokens, and data2vec 2.0 drops masked tokens there.
 */
public interface Encoder {
  /** What a sample is prepared for. */
  enum Phase {
    /** Augmented. */
    TRAIN,
    /** As it is: the same every time. */
    EVALUATE
  }

  /** Where the mask is applied. */
  enum MaskAt {
    /** On the host, by {@link #corrupt}: text masks its ids. */
    INPUT,
    /** In the graph: masked tokens become one learned vector. */
    TOKENS
  }

  /** How the teacher gets a parameter of the encoder. */
  enum TeacherRule {
    /** It is the moving average of the student's. */
    AVERAGE,
    /** It is copied from the student after each update. */
    COPY,
    /** There is one, the student's; no gradient reaches it through the teacher. */
    SHARE
  }

  /** {@return how the tokens of the largest sample lie} */
  Grid grid();

  /**
   * {@return this encoder for samples of several lengths: the same parameters, each with a grid of
   * its own, from the smallest to this one} A program is compiled for each, so they should be few;
   * samples of one size are computed together, more at once where they are smaller.
   */
  default List<Encoder> sizes() {
    return List.of(this);
  }

  /**
   * {@return the longest sample that {@link #prepare} takes whole, in the units of {@link
   * Dataset#length}; longer ones are cut}
   */
  default long capacity() {
    return Long.MAX_VALUE;
  }

  /** {@return the arrays of one example, without a batch axis: name to type} */
  Map<String, TensorType> inputs();

  /**
   * Decodes, augments and normalises a sample. Safe for several threads at once. The same sample,
   * phase and generator state give the same example.
   *
   * @param sample one of its modality's samples
   * @param phase training augments, evaluation does not
   * @param random what random choices are drawn from
   * @return the encoder's inputs for it
   * @throws IOException if the sample is damaged; training goes on without it and counts it
   */
  Example prepare(Sample sample, Phase phase, RandomGenerator random) throws IOException;

  /**
   * A description of an example without learning, which features are judged against: pixels, mean
   * spectrum, counts of words. The same number of entries for every example of every size.
   *
   * @param example one that {@link #prepare} made
   * @return unless overridden the example's real arrays, one after the other
   */
  default float[] plain(Example example) {
    List<float[]> real =
        new TreeMap<>(example.arrays())
            .values().stream()
                .filter(array -> array.type().dtype() == DType.FLOAT32)
                .map(Array::floats)
                .toList();
    float[] joined = new float[real.stream().mapToInt(part -> part.length).sum()];
    int offset = 0;
    for (float[] part : real) {
      System.arraycopy(part, 0, joined, offset, part.length);
      offset += part.length;
    }
    return joined;
  }

  /**
   * {@return whether samples can have fewer tokens than the grid, so that padding has to be masked
   * out}
   */
  default boolean padded() {
    return false;
  }

  /** {@return where the mask is applied} */
  default MaskAt maskAt() {
    return MaskAt.TOKENS;
  }

  /**
   * Applies the mask to an example where {@link #maskAt()} is INPUT.
   *
   * @param example one that {@link #prepare} made
   * @param mask which of its tokens
   * @param random what random choices are drawn from
   * @return another example; the given one is not changed
   */
  default Example corrupt(Example example, Mask mask, RandomGenerator random) {
    return example;
  }

  /**
   * Makes one example of two that were prepared for training. Safe for several threads at once. The
   * same arguments and generator state give the same example; neither of the two is changed.
   *
   * @param first one that {@link #prepare} made
   * @param second another, of the same size
   * @param how blended or pasted
   * @param share how much of the first is wanted, from 0 to 1
   * @param random where a part is pasted; not drawn from by {@link Mixing#BLEND}
   * @return with the share that the first really has: a pasted part is cut off at the border
   * @throws UserError of kind RECIPE if examples of this kind can't be mixed, as they are unless an
   *     encoder overrides this
   */
  default Mixed mix(
      Example first, Example second, Mixing how, double share, RandomGenerator random) {
    throw new UserError(
        UserError.Kind.RECIPE,
        "examples of this encoder ("
            + getClass().getName()
            + ") can't be mixed; leave mixup and cutmix at 0");
  }

  /**
   * Writes the tokens before the mask and before positions are known.
   *
   * @param scope where parameters are declared
   * @param inputs {@link #inputs()} with a batch axis in front
   * @param width the transformer's width
   * @return {@code [batch, tokens, width]}
   */
  Tensor embed(Scope scope, Map<String, Tensor> inputs, int width);

  /**
   * Adds what tells tokens where they are.
   *
   * @param scope where parameters are declared; the same scope as {@link #embed}'s
   * @param tokens {@code [batch, tokens, width]}, masked for the student
   * @param inputs {@link #inputs()} with a batch axis in front
   * @return tokens with positions, extra ones in front, and what attention adds to its scores
   */
  Tokens position(Scope scope, Tensor tokens, Map<String, Tensor> inputs);

  /**
   * Whether {@link #position} lets tokens hear one another, as convolutions over them do. Then
   * data2vec 2.0 asks it once for each mask of a sample, masked tokens zero; otherwise once for a
   * sample, whole.
   *
   * @return unless overridden {@code true}, which is always right
   */
  default boolean mixesTokens() {
    return true;
  }

  /**
   * {@return the fixed vectors that {@link #position} adds to the grid's tokens: {@code [1, tokens,
   * width]}; unless overridden none}
   *
   * @param width of a token
   */
  default Optional<Array> fixedPositions(int width) {
    return Optional.empty();
  }

  /**
   * {@return how the teacher gets a parameter declared by {@link #embed} or {@link #position}}
   *
   * @param parameter its path within the scope
   */
  default TeacherRule teacher(String parameter) {
    return TeacherRule.AVERAGE;
  }
}
