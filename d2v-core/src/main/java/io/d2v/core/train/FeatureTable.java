package io.d2v.core.train;

import io.d2v.api.Dataset;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.DType;
import io.d2v.api.graph.Shape;
import io.d2v.core.data.EvaluationFeeder;
import io.d2v.core.data.FeederSettings;
import io.d2v.core.data.Quarantine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

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
  private static final int RAW_BATCH = 64;

  /** Makes vectors of a batch. */
  @FunctionalInterface
  private interface Vectors {
    /** {@code [batch, size]}. */
    Array of(EvaluationFeeder.Rows rows);
  }

  /** Encodes every sample, in order, unmasked and not augmented. */
  public static FeatureTable of(Method method, Dataset data, FeatureExtractor extractor)
      throws InterruptedException {
    return of(
        method,
        data,
        extractor.batch(),
        rows -> extractor.features(rows.inputs(), rows.valid()).pooled());
  }

  /**
   * What the encoder is given, as it is: pixels. Real arrays alone, by name, one after the other.
   */
  public static FeatureTable raw(Method method, Dataset data) throws InterruptedException {
    return of(method, data, RAW_BATCH, FeatureTable::raw);
  }

  private static Array raw(EvaluationFeeder.Rows rows) {
    int batch = rows.valid().length;
    List<Array> real =
        new TreeMap<>(rows.inputs())
            .values().stream().filter(array -> array.type().dtype() == DType.FLOAT32).toList();
    int size = real.stream().mapToInt(array -> array.shape().elements() / batch).sum();
    float[] joined = new float[batch * size];
    int offset = 0;
    for (Array array : real) {
      int part = array.shape().elements() / batch;
      for (int b = 0; b < batch; b++) {
        System.arraycopy(array.floats(), b * part, joined, b * size + offset, part);
      }
      offset += part;
    }
    return Array.of(Shape.of(batch, size), joined);
  }

  private static FeatureTable of(Method method, Dataset data, int batch, Vectors how)
      throws InterruptedException {
    TrainingSettings settings = method.training();
    Quarantine quarantine = new Quarantine(data.size(), settings.damaged());
    List<String> ids = new ArrayList<>();
    List<float[]> vectors = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    try (EvaluationFeeder feeder =
        new EvaluationFeeder(
            data,
            method.objective().encoder(),
            quarantine,
            new FeederSettings(batch, settings.loaderThreads(), 0))) {
      Optional<EvaluationFeeder.Rows> next = feeder.next();
      while (next.isPresent()) {
        EvaluationFeeder.Rows rows = next.get();
        Array made = how.of(rows);
        int width = made.shape().last();
        for (int i = 0; i < rows.samples().size(); i++) {
          ids.add(rows.samples().get(i).id());
          labels.add(rows.samples().get(i).label().orElse(-1));
          vectors.add(Arrays.copyOfRange(made.floats(), i * width, (i + 1) * width));
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
