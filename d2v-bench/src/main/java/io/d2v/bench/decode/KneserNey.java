package io.d2v.bench.decode;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes language models from text: interpolated modified Kneser-Ney smoothing (Chen and Goodman
 * 1999), where an unknown word has the share of the unigrams that is spread evenly, as in KenLM
 * (Heafield et al. 2013). Nothing is pruned.
 */
public final class KneserNey {
  /** Stands for the logarithm of nothing, as in SRILM. */
  private static final float NEVER = -99;

  private final NgramCounts counts;
  private final int[][] ends;
  private final long[][] adjusted;
  private final List<Discounts> discounts = new ArrayList<>();
  private final double[][] probabilities;
  private final double[][] shares;

  private KneserNey(NgramCounts counts) {
    this.counts = counts;
    ends = counts.ends();
    adjusted = counts.adjusted(ends);
    probabilities = new double[counts.order()][];
    shares = new double[counts.order()][];
    for (int n = 0; n < counts.order(); n++) {
      discounts.add(Discounts.of(adjusted[n]));
      smooth(n);
    }
  }

  /**
   * A model, and how it came about.
   *
   * @param model the model
   * @param tokens words and ends of sentences that it was made from
   * @param fallen the orders whose discounts did not follow from so small a text
   */
  public record Estimated(NgramModel model, long tokens, List<Integer> fallen) {
    /** Copies the list. */
    public Estimated {
      fallen = List.copyOf(fallen);
    }
  }

  /**
   * Makes a model.
   *
   * @param sentences the words of each; what is empty is left out
   * @param order how many words its longest n-grams have, from 1
   * @throws IllegalArgumentException if there is no word, or one is that for the begin or end of a
   *     sentence
   */
  public static Estimated estimate(Iterable<List<String>> sentences, int order) {
    NgramCounts counts = new NgramCounts(order);
    for (List<String> sentence : sentences) {
      if (sentence.contains(Vocabulary.BEGIN) || sentence.contains(Vocabulary.END)) {
        throw new IllegalArgumentException("<s> and </s> are no words: " + sentence);
      }
      if (!sentence.isEmpty()) {
        counts.add(sentence);
      }
    }
    if (counts.tokens() == 0) {
      throw new IllegalArgumentException("there is no word in the text");
    }
    KneserNey smoothed = new KneserNey(counts);
    List<Integer> fallen = new ArrayList<>();
    for (int n = 0; n < order; n++) {
      if (!smoothed.discounts.get(n).estimated()) {
        fallen.add(n + 1);
      }
    }
    return new Estimated(smoothed.model(), counts.tokens(), fallen);
  }

  /** Probabilities of an order, and which share each context leaves to the order below. */
  private void smooth(int n) {
    int contexts = n == 0 ? 1 : counts.size(n - 1);
    double[] totals = new double[contexts];
    double[] taken = new double[contexts];
    for (int gram = 0; gram < counts.size(n); gram++) {
      int context = n == 0 ? 0 : counts.grams(n).before(gram);
      totals[context] += adjusted[n][gram];
      taken[context] += discounts.get(n).of(adjusted[n][gram]);
    }
    shares[n] = new double[contexts];
    for (int context = 0; context < contexts; context++) {
      shares[n][context] = totals[context] == 0 ? 1 : taken[context] / totals[context];
    }
    probabilities[n] = new double[counts.size(n)];
    for (int gram = 0; gram < probabilities[n].length; gram++) {
      int context = n == 0 ? 0 : counts.grams(n).before(gram);
      double own = adjusted[n][gram] - discounts.get(n).of(adjusted[n][gram]);
      double below = n == 0 ? 1.0 / (counts.size(0) - 1) : probabilities[n - 1][ends[n][gram]];
      probabilities[n][gram] = own / totals[context] + shares[n][context] * below;
    }
  }

  private NgramModel model() {
    List<NgramOrder> orders = new ArrayList<>();
    int firstContext = 0;
    for (int n = 0; n < counts.order(); n++) {
      boolean highest = n == counts.order() - 1;
      NgramOrder grams = new NgramOrder(counts.size(n), highest);
      for (int gram = 0; gram < counts.size(n); gram++) {
        boolean begin = n == 0 && gram == counts.begin();
        float probability = begin ? NEVER : (float) Math.log10(probabilities[n][gram]);
        float backOff = highest ? 0 : (float) Math.log10(shares[n + 1][gram]);
        if (n == 0) {
          grams.add(-1, gram, probability, backOff);
        } else {
          int context = firstContext + counts.grams(n).before(gram);
          grams.add(context, counts.grams(n).next(gram), probability, backOff);
        }
      }
      orders.add(grams);
      firstContext += n == 0 ? 0 : counts.size(n - 1);
    }
    return new NgramModel(counts.words(), orders);
  }
}
