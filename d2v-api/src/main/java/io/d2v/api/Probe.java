package io.d2v.api;

import java.util.Map;

/**
 * Judges what a model has learned while it is pre-trained, every so many updates, by features of
 * samples. What it finds is logged with the update's loss. It changes nothing in the run: where it
 * fails, a warning is said, and it is asked again the next time. Of several workers the first alone
 * has one, and the others wait for it.
 */
@FunctionalInterface
public interface Probe {
  /**
   * What an encoder makes of samples: unmasked, not augmented, the same samples each time.
   *
   * @param vectors one a sample: the student's output, averaged over the sample's tokens. Not
   *     copied; not to be changed
   * @param labels the class of each sample; -1 where it has none. Not copied; not to be changed
   * @param classes how many there are; 0 where the data has no labels
   */
  @SuppressWarnings("ArrayRecordComponent") // made once and read; never compared
  record Features(float[][] vectors, int[] labels, int classes) {}

  /**
   * Judges features. Pure: the same features give the same findings, and a run that goes on after a
   * stop may ask once more.
   *
   * @param features of samples, with their labels where they have some
   * @return numbers by name: lower case, words joined by underscores. The log has them with {@code
   *     probe_} in front
   */
  Map<String, Double> judge(Features features);

  /**
   * The service type: makes a probe from the settings of the recipe's section {@code probe}, whose
   * {@code name} is its name.
   */
  interface Provider extends Factory<Probe> {}
}
