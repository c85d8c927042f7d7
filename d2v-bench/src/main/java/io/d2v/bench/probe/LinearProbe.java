package io.d2v.bench.probe;

/**
 * How well a linear classifier does on frozen features: multinomial logistic regression on features
 * standardised by the training set, its L2 strength chosen on a fixed held-out fifth of the
 * training labels, then fitted to all of them. The same input gives the same accuracy.
 */
public final class LinearProbe {
  /** From strong to weak, each started from the last: the strong ones are the quick ones. */
  private static final double[] STRENGTHS = {1, 1e-1, 1e-2, 1e-3};

  private LinearProbe() {}

  /**
   * The share of test samples that are labelled rightly.
   *
   * @param train a feature vector a sample
   * @param trainLabels from 0 on
   * @throws io.d2v.api.UserError if features are not finite, or labels too few to choose by
   */
  public static double accuracy(
      float[][] train, int[] trainLabels, float[][] test, int[] testLabels) {
    LabelledFeatures training = new LabelledFeatures(train, trainLabels);
    LabelledFeatures testing = new LabelledFeatures(test, testLabels);
    training.checkWidth(testing);
    Standardiser standard = new Standardiser(train);
    double strength = choose(training, standard);
    SoftmaxRegression regression = regression(training, standard, strength);
    double[] parameters = Lbfgs.minimise(regression, regression.start());
    return SoftmaxRegression.accuracy(parameters, standard.apply(test), testLabels);
  }

  private static double choose(LabelledFeatures training, Standardiser standard) {
    HeldOut split = HeldOut.of(training);
    SoftmaxRegression regression = regression(split.kept(), standard, STRENGTHS[0]);
    double[][] heldOut = standard.apply(split.heldOut().features());
    double[] parameters = regression.start();
    double best = STRENGTHS[0];
    double highest = -1;
    for (double strength : STRENGTHS) {
      parameters = Lbfgs.minimise(regression.withL2(strength), parameters);
      double accuracy = SoftmaxRegression.accuracy(parameters, heldOut, split.heldOut().labels());
      if (accuracy > highest) {
        highest = accuracy;
        best = strength;
      }
    }
    return best;
  }

  private static SoftmaxRegression regression(
      LabelledFeatures samples, Standardiser standard, double strength) {
    return new SoftmaxRegression(
        standard.apply(samples.features()), samples.labels(), samples.classes(), strength);
  }
}
