package io.d2v.api.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The forward and backward recursions of connectionist temporal classification (Graves et al. 2006,
 * section 4.1), one step a frame: the definition, which a backend's kernel has to equal. A state is
 * a letter of the target or one of the blanks around them: S = 2 L + 1 of them.
 */
final class CtcRecursion {
  /** The logarithm of what can't be: no sum of real ones comes near it. */
  private static final double NEVER = -1e9;

  private final Tensor frames; // [B, 1]
  private final int batch;
  private final int time;
  private final int letters;
  private final int states;
  private final Tensor likely; // [B, T, V]
  private final Tensor rows; // [B, S]: each state's letter, as a row of [B V, T]
  private final Tensor emitted; // [B, S, T]
  private final Tensor noSkip; // [B, S]: NEVER where a state may not follow the one before the last
  private final Tensor ends; // [B, S]: 0 where a path may end, else NEVER

  /**
   * Begins one.
   *
   * @param in logits {@code [B, T, V]}, the blank last; targets {@code [B, L]}, below 0 after the
   *     end; frames {@code [B, 1]}
   */
  CtcRecursion(List<Tensor> in) {
    Shape shape = in.get(0).shape();
    batch = shape.size(0);
    time = shape.size(1);
    letters = shape.size(2);
    Tensor targets = in.get(1);
    int longest = targets.shape().last();
    states = 2 * longest + 1;
    frames = in.get(2);
    likely = Nn.logSoftmax(in.get(0));
    Tensor blanks = Tensor.filled(letters - 1, targets.shape());
    Tensor none = targets.less(Tensor.constant(-0.5));
    Tensor spelled = between(blanks, none.choose(blanks, targets), letters - 1); // [B, S]
    rows = spelled.plus(numbers(batch).times(letters).reshape(batch, 1)).cast(DType.INT32);
    emitted = likely.transpose(0, 2, 1).reshape(batch * letters, time).gather(rows);
    noSkip = between(Tensor.filled(1, targets.shape()), unlike(targets, longest), 1).times(NEVER);
    Tensor last = Ctc.isOne(none).negate().plus(1).sum(1).times(2); // [B, 1]
    Tensor state = numbers(states).reshape(1, states);
    ends = state.less(last.plus(0.5)).choose(atLeast(state, last), Tensor.constant(NEVER));
  }

  /** {@code [B, 1]}; 0 for a sample without frames. */
  Tensor loss() {
    List<Tensor> forward = forward();
    Tensor loss = likelihood(forward.get(time - 1)).negate(); // [B, 1]
    return real(0).choose(loss, Tensor.constant(0));
  }

  /** Of the loss towards the logits: {@code [B, T, V]}; 0 at frames that are not real. */
  Tensor gradient() {
    List<Tensor> forward = forward();
    List<Tensor> backward = backward();
    Tensor likelihood = likelihood(forward.get(time - 1)); // [B, 1]
    List<Tensor> occupied = new ArrayList<>();
    for (int t = 0; t < time; t++) {
      Tensor share = forward.get(t).plus(backward.get(t)).minus(likelihood).exp(); // [B, S]
      occupied.add(share.reshape(batch, states, 1));
    }
    Tensor spelled =
        Tensor.concatenate(2, occupied)
            .scatterSum(rows, batch * letters)
            .reshape(batch, letters, time)
            .transpose(0, 2, 1); // [B, T, V]
    Tensor real = numbers(time).reshape(1, time).less(frames); // [B, T]
    return likely.exp().minus(spelled).times(Ctc.isOne(real).reshape(batch, time, 1)); // [B, T, V]
  }

  /** For each frame the logarithm of what leads to a state, its own letter counted. */
  private List<Tensor> forward() {
    Tensor begin = numbers(states).less(Tensor.constant(1.5));
    Tensor alpha =
        begin
            .choose(Tensor.constant(0), Tensor.constant(NEVER))
            .reshape(1, states)
            .plus(emitted(0)); // [B, S]
    List<Tensor> all = new ArrayList<>(List.of(alpha));
    for (int t = 1; t < time; t++) {
      Tensor next = sum(alpha, earlier(alpha, 1), earlier(alpha, 2).plus(noSkip)).plus(emitted(t));
      alpha = real(t).choose(next, alpha);
      all.add(alpha);
    }
    return all;
  }

  /** For each frame the logarithm of what follows from a state, its own letter not counted. */
  private List<Tensor> backward() {
    Tensor[] all = new Tensor[time];
    Tensor beta = ends; // [B, S]
    for (int t = time - 1; t >= 0; t--) {
      all[t] = beta;
      Tensor there = beta.plus(emitted(t));
      Tensor before = sum(there, later(there, 1), later(there.plus(noSkip), 2));
      beta = real(t).choose(before, beta);
    }
    return Arrays.asList(all);
  }

  private Tensor likelihood(Tensor alpha) {
    Tensor ending = alpha.plus(ends); // [B, S]
    Tensor most = ending.max(1);
    return ending.minus(most).exp().sum(1).log().plus(most); // [B, 1]
  }

  /** Whether a frame is real: {@code [B, 1]}. */
  private Tensor real(int frame) {
    return Tensor.constant(frame + 0.5).less(frames);
  }

  private Tensor emitted(int frame) {
    return emitted.range(2, frame, 1).reshape(batch, states);
  }

  private Tensor earlier(Tensor values, int by) {
    return by >= states
        ? Tensor.filled(NEVER, values.shape())
        : Tensor.concatenate(1, List.of(never(by), values.range(1, 0, states - by)));
  }

  private Tensor later(Tensor values, int by) {
    return by >= states
        ? Tensor.filled(NEVER, values.shape())
        : Tensor.concatenate(1, List.of(values.range(1, by, states - by), never(by)));
  }

  private Tensor never(int count) {
    return Tensor.filled(NEVER, Shape.of(batch, count));
  }

  /** 1 where a letter is the one before it, or the first: {@code [B, L]}. */
  private Tensor unlike(Tensor targets, int longest) {
    Tensor first = Tensor.filled(1, Shape.of(batch, 1));
    if (longest == 1) {
      return first;
    }
    Tensor repeated =
        Ctc.isOne(targets.range(1, 1, longest - 1).equalTo(targets.range(1, 0, longest - 1)));
    return Tensor.concatenate(1, List.of(first, repeated));
  }

  /** First, second, first, second and so on, and the end: {@code [B, S]}. */
  private Tensor between(Tensor first, Tensor second, double end) {
    Tensor pairs =
        Tensor.concatenate(
            2, List.of(first.reshape(batch, -1, 1), second.reshape(batch, -1, 1))); // [B, L, 2]
    return Tensor.concatenate(
        1, List.of(pairs.reshape(batch, states - 1), Tensor.filled(end, Shape.of(batch, 1))));
  }

  private static Tensor sum(Tensor... logarithms) {
    Tensor most = Arrays.stream(logarithms).reduce(Tensor::maximum).orElseThrow();
    Tensor sum =
        Arrays.stream(logarithms)
            .map(one -> one.minus(most).exp())
            .reduce(Tensor::plus)
            .orElseThrow();
    return sum.log().plus(most);
  }

  private static Tensor atLeast(Tensor state, Tensor last) {
    Tensor from = last.plus(-1.5).less(state); // [B, S]
    return from.choose(Tensor.constant(0), Tensor.constant(NEVER));
  }

  static Tensor numbers(int count) {
    float[] numbers = new float[count];
    IntStream.range(0, count).forEach(i -> numbers[i] = i);
    return Tensor.constant(Array.of(Shape.of(count), numbers));
  }
}
