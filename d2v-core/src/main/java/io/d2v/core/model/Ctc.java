package io.d2v.core.model;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.DType;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Connectionist temporal classification (Graves et al. 2006): minus the logarithm of the
 * probability of all paths that spell a target. The forward recursion, one step a frame; its
 * gradient is what differentiation makes of it.
 */
final class Ctc {
  /** The logarithm of what can't be. */
  private static final double NEVER = -1e9;

  private final int batch;
  private final int frames;
  private final int letters;
  private final int longest;
  private final int blank;

  private Ctc(Shape logits, Shape labels, int blank) {
    batch = logits.size(0);
    frames = logits.size(1);
    letters = logits.size(2);
    longest = labels.size(1);
    this.blank = blank;
  }

  /**
   * Writes the loss of each sample: {@code [batch, 1]}.
   *
   * @param logits {@code [batch, frames, letters]}
   * @param labels INT32 {@code [batch, longest]}; below 0 after a target's end
   * @param valid 1 for a frame and 0 for padding: {@code [batch, frames]}
   */
  static Tensor of(Tensor logits, Tensor labels, Optional<Tensor> valid, int blank) {
    return new Ctc(logits.shape(), labels.shape(), blank).loss(logits, labels, valid);
  }

  private int states() {
    return 2 * longest + 1;
  }

  private Tensor loss(Tensor logits, Tensor labels, Optional<Tensor> valid) {
    Tensor wanted = labels.cast(DType.FLOAT32); // [B, L]
    Tensor likely = Nn.logSoftmax(logits); // [B, T, V]
    Tensor emitted = likely.matmul(spelled(wanted), false, true); // [B, T, S]
    Tensor skip = mayNotSkip(wanted); // [B, S]: 0 or NEVER
    Tensor start = steps(2); // [1, S]: 0 or NEVER
    Tensor alpha = at(emitted, 0).plus(start); // [B, S]
    for (int t = 1; t < frames; t++) {
      Tensor stay = alpha; // [B, S]
      Tensor next = at(emitted, t).plus(sumOf(stay, shifted(stay, 1), shifted(stay, 2).plus(skip)));
      if (valid.isPresent()) {
        Tensor real = valid.get().range(1, t, 1); // [B, 1]
        next = real.times(next).plus(real.negate().plus(1).times(stay)); // [B, S]
      }
      alpha = next;
    }
    Tensor last = count(wanted).times(2); // [B, 1]: the blank after the last letter
    Tensor ends = sumOf(state(alpha, last), state(alpha, last.plus(-1)));
    return ends.negate(); // [B, 1]
  }

  /** For each state, which letter it emits; blanks between the target's: {@code [B, S, V]}. */
  private Tensor spelled(Tensor wanted) {
    Tensor letter =
        isEqual(wanted.reshape(batch, longest, 1), numbers(letters).reshape(1, 1, letters));
    float[] one = new float[letters];
    one[blank] = 1;
    Tensor none = Tensor.constant(Array.of(Shape.of(1, 1, letters), one)); // [1, 1, V]
    return between(
        none.broadcast(batch, longest, letters), letter, none.broadcast(batch, 1, letters));
  }

  /** 0 where a state may follow the one before the last, between unlike letters; else NEVER. */
  private Tensor mayNotSkip(Tensor wanted) {
    Tensor forbidden = Tensor.filled(1, Shape.of(batch, longest, 1));
    Tensor same = Tensor.filled(1, Shape.of(batch, 1));
    if (longest > 1) {
      Tensor repeated =
          isEqual(wanted.range(1, 1, longest - 1), wanted.range(1, 0, longest - 1)); // [B, L - 1]
      same = Tensor.concatenate(1, List.of(same, repeated)); // [B, L]
    }
    return between(
            forbidden, same.reshape(batch, longest, 1), Tensor.filled(1, Shape.of(batch, 1, 1)))
        .reshape(batch, states())
        .times(NEVER); // [B, S]
  }

  /** First, second, first, second and so on, and the end: {@code [B, S, N]}. */
  private Tensor between(Tensor first, Tensor second, Tensor end) {
    int size = first.shape().last();
    Tensor pairs =
        Tensor.concatenate(
            2,
            List.of(
                first.reshape(batch, longest, 1, size), second.reshape(batch, longest, 1, size)));
    return Tensor.concatenate(1, List.of(pairs.reshape(batch, 2 * longest, size), end));
  }

  private Tensor at(Tensor emitted, int frame) {
    return emitted.range(1, frame, 1).reshape(batch, states());
  }

  private Tensor shifted(Tensor alpha, int by) {
    return Tensor.concatenate(
        1, List.of(Tensor.filled(NEVER, Shape.of(batch, by)), alpha.range(1, 0, states() - by)));
  }

  /** The entry of a state, by its number; NEVER where there is no such state: {@code [B, 1]}. */
  private Tensor state(Tensor alpha, Tensor number) {
    Tensor chosen = isEqual(number, numbers(states()).reshape(1, states())); // [B, S]
    Tensor missing = chosen.sum(1).negate().plus(1).times(NEVER); // [B, 1]
    return alpha.times(chosen).sum(1).plus(missing);
  }

  private Tensor steps(int possible) {
    float[] entries = new float[states()];
    IntStream.range(possible, states()).forEach(i -> entries[i] = (float) NEVER);
    return Tensor.constant(Array.of(Shape.of(1, states()), entries));
  }

  /** How many letters each target has: {@code [B, 1]}. */
  static Tensor count(Tensor wanted) {
    Tensor none = wanted.plus(0.5).less(Tensor.constant(0)); // [B, L]
    return none.choose(Tensor.filled(0, wanted.shape()), Tensor.filled(1, wanted.shape())).sum(1);
  }

  private static Tensor sumOf(Tensor... logarithms) {
    Tensor most = logarithms[0];
    for (Tensor one : logarithms) {
      most = most.maximum(one);
    }
    Tensor top = most.withoutGradient();
    Tensor sum = null;
    for (Tensor one : logarithms) {
      Tensor part = one.minus(top).exp();
      sum = sum == null ? part : sum.plus(part);
    }
    return java.util.Objects.requireNonNull(sum).log().plus(top);
  }

  private static Tensor isEqual(Tensor a, Tensor b) {
    Shape shape = a.plus(b).shape();
    return a.broadcast(shape.sizes())
        .equalTo(b.broadcast(shape.sizes()))
        .choose(Tensor.filled(1, shape), Tensor.filled(0, shape));
  }

  private static Tensor numbers(int count) {
    float[] numbers = new float[count];
    IntStream.range(0, count).forEach(i -> numbers[i] = i);
    return Tensor.constant(Array.of(Shape.of(count), numbers));
  }
}
