package io.d2v.api.graph;

import java.util.List;

/**
 * {@link Nn#ctcLoss} as composites of the form that backends have kernels for: the blank is the
 * last letter, every target has a letter, and a sample that no path spells has no frames. Where the
 * target has no letter, the only path is all blank.
 */
final class Ctc {
  static final String LOSS = "ctc_loss";
  static final String GRADIENT = "ctc_loss_gradient";

  private Ctc() {}

  static Tensor loss(Tensor logits, Tensor labels, Tensor frames, int blank) {
    requireFitting(logits, labels, frames, blank);
    Tensor targets = blankLast(labels.cast(DType.FLOAT32), blank); // [B, L]
    Tensor ordered = lettersBlankLast(logits, blank); // [B, T, V]
    Tensor empty = targets.range(1, 0, 1).less(Tensor.constant(-0.5)); // [B, 1]
    Tensor possible = needed(targets).plus(-0.5).less(frames); // [B, 1]
    Tensor usable = empty.choose(Tensor.constant(0), possible.choose(frames, Tensor.constant(0)));
    List<Tensor> arguments = List.of(ordered, withLetters(targets), usable);
    Tensor spelled =
        Composite.known(LOSS, arguments, frames.type(), in -> new CtcRecursion(in).loss())
            .withGradient((in, y, upstream) -> gradient(in, upstream))
            .call(arguments)
            .get(0); // [B, 1]
    return empty.choose(silence(ordered, frames), spelled);
  }

  /** Minus the logarithm of the probability of blanks alone: {@code [B, 1]}. */
  private static Tensor silence(Tensor logits, Tensor frames) {
    int time = logits.shape().size(1);
    Tensor blanks =
        Nn.logSoftmax(logits)
            .range(2, logits.shape().last() - 1, 1)
            .reshape(logits.shape().size(0), time); // [B, T]
    Tensor real = CtcRecursion.numbers(time).reshape(1, time).plus(0.5).less(frames); // [B, T]
    return blanks.times(isOne(real)).sum(1).negate();
  }

  /** With a letter in place of none; what it scores is not used. */
  private static Tensor withLetters(Tensor targets) {
    Tensor first = targets.range(1, 0, 1).maximum(Tensor.constant(0)); // [B, 1]
    int longest = targets.shape().last();
    return longest == 1
        ? first
        : Tensor.concatenate(1, List.of(first, targets.range(1, 1, longest - 1)));
  }

  private static void requireFitting(Tensor logits, Tensor labels, Tensor frames, int blank) {
    boolean ranks = logits.shape().rank() == 3 && labels.shape().rank() == 2;
    if (!ranks
        || labels.type().dtype() != DType.INT32
        || labels.shape().size(0) != logits.shape().size(0)
        || !frames.type().equals(TensorType.float32(logits.shape().size(0), 1))
        || logits.shape().last() < 2
        || blank < 0
        || blank >= logits.shape().last()) {
      throw new ShapeError(
          "ctcLoss: logits "
              + logits.type()
              + ", labels "
              + labels.type()
              + ", frames "
              + frames.type()
              + ", blank "
              + blank);
    }
  }

  private static List<Tensor> gradient(List<Tensor> in, Tensor upstream) {
    Tensor unscaled =
        Composite.known(
                GRADIENT, in, in.get(0).type(), formals -> new CtcRecursion(formals).gradient())
            .call(in)
            .get(0); // [B, T, V]
    return List.of(
        unscaled.times(upstream.reshape(-1, 1, 1)),
        Tensor.filled(0, in.get(1).shape()),
        Tensor.filled(0, in.get(2).shape()));
  }

  private static Tensor lettersBlankLast(Tensor logits, int blank) {
    int letters = logits.shape().last();
    if (blank == letters - 1) {
      return logits;
    }
    Tensor after = logits.range(2, blank + 1, letters - blank - 1);
    Tensor own = logits.range(2, blank, 1);
    return Tensor.concatenate(
        2, blank == 0 ? List.of(after, own) : List.of(logits.range(2, 0, blank), after, own));
  }

  private static Tensor blankLast(Tensor labels, int blank) {
    return Tensor.constant(blank).less(labels).choose(labels.plus(-1), labels);
  }

  /** The fewest frames that spell a target: a letter each, and a blank between like letters. */
  private static Tensor needed(Tensor targets) {
    Tensor letters = isOne(Tensor.constant(-0.5).less(targets)); // [B, L]
    Tensor count = letters.sum(1); // [B, 1]
    int longest = targets.shape().last();
    if (longest == 1) {
      return count;
    }
    Tensor repeated =
        isOne(targets.range(1, 1, longest - 1).equalTo(targets.range(1, 0, longest - 1)));
    return count.plus(repeated.times(letters.range(1, 1, longest - 1)).sum(1)); // [B, 1]
  }

  static Tensor isOne(Tensor truth) {
    return truth.choose(Tensor.constant(1), Tensor.constant(0));
  }
}
