package io.d2v.core.train;

import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.api.graph.Array;
import io.d2v.core.data.EvaluationFeeder;
import io.d2v.core.data.FeederSettings;
import io.d2v.core.data.Quarantine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

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
  private static final int PLAIN_BATCH = 64;

  /** Makes a vector for each row of a batch, in front. */
  @FunctionalInterface
  private interface Vectors {
    List<float[]> of(EvaluationFeeder.Rows rows);
  }

  private record Entry(EvaluationFeeder.Row row, float[] vector) {}

  /** Encodes every sample, in order, unmasked and not augmented. */
  public static FeatureTable of(Method method, Dataset data, FeatureExtractor extractor)
      throws InterruptedException {
    return of(
        method,
        data,
        extractor.batch(),
        rows -> rows(extractor.features(rows.size(), rows.inputs(), rows.valid()).pooled()));
  }

  /** What a model without learning has of every sample, in order: {@link Encoder#plain}. */
  public static FeatureTable plain(Method method, Dataset data) throws InterruptedException {
    List<Encoder> sizes = method.objective().encoder().sizes();
    return of(
        method,
        data,
        PLAIN_BATCH,
        rows ->
            rows.samples().stream()
                .map(row -> sizes.get(rows.size()).plain(row.example()))
                .toList());
  }

  private static List<float[]> rows(Array pooled) {
    int width = pooled.shape().last();
    return IntStream.range(0, pooled.shape().size(0))
        .mapToObj(i -> Arrays.copyOfRange(pooled.floats(), i * width, (i + 1) * width))
        .toList();
  }

  private static FeatureTable of(Method method, Dataset data, int batch, Vectors how)
      throws InterruptedException {
    TrainingSettings settings = method.training();
    Quarantine quarantine = new Quarantine(data.size(), settings.damaged());
    List<Entry> entries = new ArrayList<>();
    try (EvaluationFeeder feeder =
        new EvaluationFeeder(
            data,
            method.objective().encoder(),
            quarantine,
            new FeederSettings(batch, settings.loaderThreads(), 0))) {
      Optional<EvaluationFeeder.Rows> next = feeder.next();
      while (next.isPresent()) {
        List<float[]> vectors = how.of(next.get());
        for (int i = 0; i < next.get().samples().size(); i++) {
          entries.add(new Entry(next.get().samples().get(i), vectors.get(i)));
        }
        next = feeder.next();
      }
    }
    entries.sort(Comparator.comparingLong(entry -> entry.row().index()));
    return new FeatureTable(
        entries.stream().map(entry -> entry.row().id()).toList(),
        entries.stream().map(Entry::vector).toArray(float[][]::new),
        entries.stream().mapToInt(entry -> entry.row().answer().label().orElse(-1)).toArray(),
        quarantine.damaged().stream().map(Quarantine.Damaged::reason).toList());
  }
}
