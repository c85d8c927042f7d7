package io.d2v.bench.decode;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The hypotheses after one frame. One is known by its text so far, in two parts; its paths count in
 * two sums, since a letter that comes again is a new one behind a blank alone.
 */
final class Beam {
  private static final double NEVER = Double.NEGATIVE_INFINITY;

  private final BeamSettings settings;
  private Grams texts = new Grams(64);
  private int[] states = new int[64];
  private double[] bonuses = new double[64];
  private double[] blanks = new double[64];
  private double[] letters = new double[64];
  private double best = NEVER;

  Beam(BeamSettings settings) {
    this.settings = settings;
  }

  int size() {
    return texts.size();
  }

  /** The first part of a text: the words that are complete. */
  int words(int at) {
    return texts.before(at);
  }

  /** The second part of a text: the letters since then. */
  int node(int at) {
    return texts.next(at);
  }

  /** What the language model knows. */
  int state(int at) {
    return states[at];
  }

  /** What is added to the probability of paths; a function of the text. */
  double bonus(int at) {
    return bonuses[at];
  }

  /** Of paths that end in a blank. */
  double blank(int at) {
    return blanks[at];
  }

  /** Of paths that end in the text's last letter. */
  double letter(int at) {
    return letters[at];
  }

  /** Of all paths. */
  double paths(int at) {
    return settings.merging().of(blanks[at], letters[at]);
  }

  double score(int at) {
    return paths(at) + bonuses[at];
  }

  void addBlank(int words, int node, int state, double bonus, double path) {
    int at = find(words, node, state, bonus, path);
    if (at >= 0) {
      blanks[at] = settings.merging().of(blanks[at], path);
    }
  }

  void addLetter(int words, int node, int state, double bonus, double path) {
    int at = find(words, node, state, bonus, path);
    if (at >= 0) {
      letters[at] = settings.merging().of(letters[at], path);
    }
  }

  /** Whether a path may be among those to go on from, as far as is known by now. */
  boolean mayTake(double score) {
    return score > NEVER && score >= best - settings.threshold();
  }

  private int find(int words, int node, int state, double bonus, double path) {
    double score = path + bonus;
    if (!mayTake(score)) {
      return -1;
    }
    best = Math.max(best, score);
    int at = texts.size();
    int found = texts.add(words, node);
    if (found == at) {
      if (at == states.length) {
        grow(at + at / 2);
      }
      states[at] = state;
      bonuses[at] = bonus;
      blanks[at] = NEVER;
      letters[at] = NEVER;
    }
    return found;
  }

  private void grow(int length) {
    states = Arrays.copyOf(states, length);
    bonuses = Arrays.copyOf(bonuses, length);
    blanks = Arrays.copyOf(blanks, length);
    letters = Arrays.copyOf(letters, length);
  }

  /** Forgets all. */
  void clear() {
    texts.clear();
    best = NEVER;
  }

  /** Those to go on from: the best ones, in the order in which they came; the first of equals. */
  int[] kept() {
    double[] scores = new double[size()];
    double most = NEVER;
    for (int at = 0; at < scores.length; at++) {
      scores[at] = score(at);
      most = Math.max(most, scores[at]);
    }
    double least = most - settings.threshold();
    if (scores.length <= settings.beam()) {
      return IntStream.range(0, scores.length).filter(at -> scores[at] >= least).toArray();
    }
    double cut = Math.max(least, Selection.largest(settings.beam(), scores));
    int above = (int) Arrays.stream(scores).filter(score -> score > cut).count();
    int[] kept = new int[settings.beam()];
    int count = 0;
    int equal = settings.beam() - above;
    for (int at = 0; at < scores.length; at++) {
      if (scores[at] > cut || (scores[at] == cut && equal-- > 0)) {
        kept[count++] = at;
      }
    }
    return Arrays.copyOf(kept, count);
  }

  /** All of them, the best first, and of equals that which came first. */
  int[] ordered() {
    return IntStream.range(0, size())
        .boxed()
        .sorted((a, b) -> Double.compare(score(b), score(a)))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
