package io.d2v.bench.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An n-gram language model with back-off (Katz 1987) of any order, as ARPA files have them.
 *
 * <p>What came before a word is a state: a number for the longest end of it that the model knows.
 * Two texts of one state have the same future.
 *
 * <p>An n-gram of the highest order takes about 18 bytes, one of a lower order about 26, and a word
 * about 100 more for its text: the 4-gram model of LibriSpeech, with 142 million n-grams, 3.4 GB.
 */
public final class NgramModel {
  /** The state in which nothing is known to have come before. */
  public static final int NOTHING = -1;

  private final Vocabulary words;
  private final List<NgramOrder> orders;
  private final int[] firstState;
  private final int begin;
  private final int end;
  private final int unknown;

  /** Takes what was read; unigrams come in the order of the vocabulary. */
  NgramModel(Vocabulary words, List<NgramOrder> orders) {
    this.words = words;
    this.orders = List.copyOf(orders);
    firstState = new int[orders.size() + 1];
    long states = 0;
    for (int i = 0; i < orders.size(); i++) {
      states += orders.get(i).size();
      firstState[i + 1] = (int) Math.min(states, Integer.MAX_VALUE);
    }
    begin = words.find(Vocabulary.BEGIN);
    end = words.find(Vocabulary.END);
    unknown = words.find(Vocabulary.UNKNOWN);
    for (int i = 1; i < orders.size() - 1; i++) {
      link(i);
    }
  }

  /** How many words its longest n-grams have. */
  public int order() {
    return orders.size();
  }

  /** How many n-grams of an order there are, from 1. */
  public int count(int order) {
    return orders.get(order - 1).size();
  }

  /** How many words it has, the special ones included. */
  public int size() {
    return words.size();
  }

  /** The words, without those that stand for the begin and end of a sentence and the unknown. */
  public List<String> words() {
    List<String> plain = new ArrayList<>();
    for (int word = 0; word < words.size(); word++) {
      if (word != begin && word != end && word != unknown) {
        plain.add(words.word(word));
      }
    }
    return plain;
  }

  /** A word's number; that of the unknown word where the model does not have it. */
  public int word(String word) {
    int known = words.find(word);
    return known < 0 ? unknown : known;
  }

  /** Whether it is not in the model. */
  public boolean isUnknown(int word) {
    return word == unknown;
  }

  /** The end of a sentence, as a word. */
  public int end() {
    return end;
  }

  /** The state at the beginning of a sentence. */
  public int begin() {
    return order() == 1 ? NOTHING : begin;
  }

  /** The logarithm to base 10 of the probability that a word follows. */
  public double score(int state, int word) {
    double backOff = 0;
    int context = state;
    while (context != NOTHING) {
      NgramOrder longer = orders.get(level(context) + 1);
      int found = longer.find(context, word);
      if (found >= 0) {
        return backOff + longer.probability(found);
      }
      backOff += backOff(context);
      context = shorter(context);
    }
    return backOff + orders.get(0).probability(word);
  }

  /** The state after a word. */
  public int next(int state, int word) {
    return order() == 1 ? NOTHING : next(state, word, order() - 1);
  }

  /** Log10 probability of a sentence between its begin and its end. */
  public double score(List<String> sentence) {
    return scoreOf(sentence.stream().map(this::word).toList());
  }

  /** As {@link #score(List)}, of words' numbers. */
  double scoreOf(List<Integer> sentence) {
    int state = begin();
    double sum = 0;
    for (int word : sentence) {
      sum += score(state, word);
      state = next(state, word);
    }
    return sum + score(state, end);
  }

  /** The n-grams of an order, from 1. */
  NgramOrder grams(int order) {
    return orders.get(order - 1);
  }

  /** The words of an n-gram. */
  List<String> words(int order, int gram) {
    String[] texts = new String[order];
    int state = firstState[order - 1] + gram;
    for (int i = order - 1; i > 0; i--) {
      NgramOrder at = orders.get(i);
      int number = state - firstState[i];
      texts[i] = words.word(at.word(number));
      state = at.context(number);
    }
    texts[0] = words.word(state);
    return List.of(texts);
  }

  private double backOff(int state) {
    int level = level(state);
    return orders.get(level).backOff(state - firstState[level]);
  }

  /** The longest known end of a state but itself. */
  private int shorter(int state) {
    int level = level(state);
    return level == 0 ? NOTHING : orders.get(level).shorter(state - firstState[level]);
  }

  private int level(int state) {
    int level = 0;
    while (state >= firstState[level + 1]) {
      level++;
    }
    return level;
  }

  /** Finds for each n-gram what is left of it without its first word. */
  private void link(int level) {
    NgramOrder order = orders.get(level);
    int[] shorter = new int[order.size()];
    Arrays.setAll(shorter, gram -> next(shorter(order.context(gram)), order.word(gram), level));
    order.link(shorter);
  }

  /** The longest known end of a state and a word, of n-grams that lie below a level. */
  private int next(int state, int word, int below) {
    for (int context = state; context != NOTHING; context = shorter(context)) {
      int level = level(context) + 1;
      int found = level < below ? orders.get(level).find(context, word) : -1;
      if (found >= 0) {
        return firstState[level] + found;
      }
    }
    return word;
  }
}
