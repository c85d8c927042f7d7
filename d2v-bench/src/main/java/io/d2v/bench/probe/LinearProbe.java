package io.d2v.bench.probe;

/**
 * How well a linear classifier does on frozen features: multinomial logistic regression on features
 * standardised by the training set, its L2 strength chosen by five-fold cross-validation, then
 * fitted to all of them. The same input gives the same accuracy.
 */
public final class LinearProbe {
  /** From strong to weak, each started from the last: the strong ones are the quick ones. */
  private static final double[] STRENGTHS = {1, 3e-1, 1e-1, 3e-2, 1e-2, 3e-3, 1e-3};

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
    int right = SoftmaxRegression.right(parameters, standard.apply(test), testLabels);
    return (double) right / testLabels.length;
  }

  /** The strength that labels most of the held-out samples rightly; of equals the strongest. */
  private static double choose(LabelledFeatures training, Standardiser standard) {
    int[] right = new int[STRENGTHS.length];
    for (Fold fold : Fold.of(training)) {
      SoftmaxRegression regression = regression(fold.kept(), standard, STRENGTHS[0]);
      double[][] heldOut = standard.apply(fold.heldOut().features());
      double[] parameters = regression.start();
      for (int i = 0; i < STRENGTHS.length; i++) {
        parameters = Lbfgs.minimise(regression.withL2(STRENGTHS[i]), parameters);
        right[i] += SoftmaxRegression.right(parameters, heldOut, fold.heldOut().labels());
      }
    }
    int best = 0;
    for (int i = 1; i < STRENGTHS.length; i++) {
      best = right[i] > right[best] ? i : best;
    }
    return STRENGTHS[best];
  }

  private static SoftmaxRegression regression(
      LabelledFeatures samples, Standardiser standard, double strength) {
    return new SoftmaxRegression(
        standard.apply(samples.features()), samples.labels(), samples.classes(), strength);
  }
}
