package io.d2v.bench.probe;

import java.util.stream.IntStream;

/**
 * How well the labels of the nearest samples do: the 20 nearest by cosine similarity vote, each
 * with weight {@code exp(similarity / 0.07)}, as DINO does (arXiv 2104.14294, section 4.1 and
 * appendix F.1; weights of Wu et al., arXiv 1805.01978).
 */
public final class NearestNeighbours {
  private static final int NEIGHBOURS = 20;
  private static final double TEMPERATURE = 0.07;

  private NearestNeighbours() {}

  /**
   * The share of test samples that are labelled rightly; of labels with equal votes the lowest
   * counts.
   *
   * @param train a feature vector a sample
   * @param trainLabels from 0 on
   * @throws io.d2v.api.UserError if features are not finite
   */
  public static double accuracy(
      float[][] train, int[] trainLabels, float[][] test, int[] testLabels) {
    LabelledFeatures training = new LabelledFeatures(train, trainLabels);
    LabelledFeatures testing = new LabelledFeatures(test, testLabels);
    training.checkWidth(testing);
    Directions known = new Directions(train);
    long right =
        IntStream.range(0, test.length)
            .parallel()
            .filter(
                i ->
                    vote(known.similarities(test[i]), trainLabels, training.classes())
                        == testLabels[i])
            .count();
    return (double) right / test.length;
  }

  private static int vote(float[] similarities, int[] labels, int classes) {
    double[] votes = new double[classes];
    for (int i : Nearest.places(similarities, NEIGHBOURS)) {
      // All weights divided by the largest possible one, exp(1 / temperature).
      votes[labels[i]] += Math.exp((similarities[i] - 1) / TEMPERATURE);
    }
    int best = 0;
    for (int c = 1; c < classes; c++) {
      best = votes[c] > votes[best] ? c : best;
    }
    return best;
  }
}
