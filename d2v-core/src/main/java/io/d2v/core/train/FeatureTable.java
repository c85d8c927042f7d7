package io.d2v.core.train;

import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.api.graph.Array;
import io.d2v.core.data.EvaluationFeeder;
import io.d2v.core.data.FeederSettings;
import io.d2v.core.data.Quarantine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
  /**
   * Encodes every sample, in order, unmasked and not augmented.
   *
   * @param threads that read and prepare
   * @param damaged the share of samples that may be
   */
  public static FeatureTable of(
      Dataset data, Encoder encoder, FeatureExtractor extractor, int threads, double damaged)
      throws InterruptedException {
    Quarantine quarantine = new Quarantine(data.size(), damaged);
    List<String> ids = new ArrayList<>();
    List<float[]> vectors = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    try (EvaluationFeeder feeder =
        new EvaluationFeeder(
            data, encoder, quarantine, new FeederSettings(extractor.batch(), threads, 0))) {
      Optional<EvaluationFeeder.Rows> next = feeder.next();
      while (next.isPresent()) {
        EvaluationFeeder.Rows rows = next.get();
        Array pooled = extractor.features(rows.inputs(), rows.valid()).pooled();
        int width = pooled.shape().last();
        for (int i = 0; i < rows.samples().size(); i++) {
          ids.add(rows.samples().get(i).id());
          labels.add(rows.samples().get(i).label().orElse(-1));
          vectors.add(Arrays.copyOfRange(pooled.floats(), i * width, (i + 1) * width));
        }
        next = feeder.next();
      }
    }
    return new FeatureTable(
        List.copyOf(ids),
        vectors.toArray(float[][]::new),
        labels.stream().mapToInt(label -> label).toArray(),
        quarantine.damaged().stream().map(Quarantine.Damaged::reason).toList());
  }
}
