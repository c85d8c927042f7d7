package io.d2v.core.train;

import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.core.data.Quarantine;
import java.util.ArrayList;
import java.util.List;

/**
 * A vector for each sample of a dataset.
 *
 * @param ids where each is from
 * @param vectors the encoder's output, averaged over a sample's tokens
 * @param labels classes; -1 without one
 * @param damaged why samples were left out
 */
@SuppressWarnings("ArrayRecordComponent") // made once and read; never compared
public record FeatureTable(
    List<String> ids, float[][] vectors, int[] labels, List<String> damaged) {
  /** Encodes every sample, in order, unmasked and not augmented. */
  public static FeatureTable of(Method method, Dataset data, FeatureExtractor extractor)
      throws InterruptedException {
    List<FeatureStream.Feature> features = new ArrayList<>();
    return of(features, FeatureStream.of(method, data, extractor, features::add));
  }

  /** What a model without learning has of every sample, in order: {@link Encoder#plain}. */
  public static FeatureTable plain(Method method, Dataset data) throws InterruptedException {
    List<FeatureStream.Feature> features = new ArrayList<>();
    return of(features, FeatureStream.plain(method, data, features::add));
  }

  private static FeatureTable of(List<FeatureStream.Feature> features, FeatureStream.Done done) {
    return new FeatureTable(
        features.stream().map(FeatureStream.Feature::id).toList(),
        features.stream().map(FeatureStream.Feature::vector).toArray(float[][]::new),
        features.stream().mapToInt(one -> one.answer().label().orElse(-1)).toArray(),
        done.left().damaged().stream().map(Quarantine.Damaged::reason).toList());
  }
}
