package io.d2v.core.train;

import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.api.graph.Array;
import io.d2v.core.data.Answer;
import io.d2v.core.data.EvaluationFeeder;
import io.d2v.core.data.FeederSettings;
import io.d2v.core.data.InOrder;
import io.d2v.core.data.Quarantine;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A vector for each sample of a dataset, one after another in its order. Samples are encoded
 * unmasked and not augmented, those of like length together; a few thousand vectors are held until
 * it is their turn, however many there are.
 */
public final class FeatureStream {
  private static final int PLAIN_BATCH = 64;

  private FeatureStream() {}

  /**
   * A sample's vector.
   *
   * @param index of the sample
   * @param id where it is from
   * @param answer what the data says
   * @param vector the encoder's output, averaged over the sample's tokens
   */
  @SuppressWarnings("ArrayRecordComponent") // made once and read; never compared
  public record Feature(long index, String id, Answer answer, float[] vector) {}

  /**
   * How it went.
   *
   * @param left what could not be read
   * @param tokens real ones
   * @param computed tokens that were computed, padding included
   */
  public record Done(Quarantine left, long tokens, long computed) {
    /** The share of what was computed that was padding. */
    public double padding() {
      return computed == 0 ? 0 : 1 - (double) tokens / computed;
    }
  }

  /** Makes a vector for each row of a batch, in front. */
  @FunctionalInterface
  private interface Vectors {
    List<float[]> of(EvaluationFeeder.Rows rows);
  }

  /** By an encoder. */
  public static Done of(
      Method method, Dataset data, FeatureExtractor extractor, Consumer<Feature> each)
      throws InterruptedException {
    return of(
        method,
        data,
        extractor.batch(),
        rows -> rows(extractor.pooled(rows.size(), rows.inputs(), rows.valid())),
        each);
  }

  /** What a model without learning has of every sample: {@link Encoder#plain}. */
  public static Done plain(Method method, Dataset data, Consumer<Feature> each)
      throws InterruptedException {
    List<Encoder> sizes = method.objective().encoder().sizes();
    return of(
        method,
        data,
        PLAIN_BATCH,
        rows ->
            rows.samples().stream()
                .map(row -> sizes.get(rows.size()).plain(row.example()))
                .toList(),
        each);
  }

  private static Done of(
      Method method, Dataset data, int batch, Vectors how, Consumer<Feature> each)
      throws InterruptedException {
    TrainingSettings settings = method.training();
    Encoder encoder = method.objective().encoder();
    Quarantine quarantine = new Quarantine(data.size(), settings.damaged());
    InOrder<Feature> ordered = new InOrder<>(each);
    long tokens = 0;
    long computed = 0;
    try (EvaluationFeeder feeder =
        new EvaluationFeeder(
            data, encoder, quarantine, new FeederSettings(batch, settings.loaderThreads(), 0))) {
      Optional<EvaluationFeeder.Rows> next = feeder.next();
      while (next.isPresent()) {
        EvaluationFeeder.Rows rows = next.get();
        List<float[]> vectors = how.of(rows);
        for (int i = 0; i < rows.samples().size(); i++) {
          EvaluationFeeder.Row row = rows.samples().get(i);
          ordered.add(
              row.index(), new Feature(row.index(), row.id(), row.answer(), vectors.get(i)));
          tokens += rows.valid()[i];
        }
        computed += (long) rows.valid().length * encoder.sizes().get(rows.size()).grid().tokens();
        ordered.settle(rows.settled());
        next = feeder.next();
      }
      ordered.settle(data.size());
    }
    return new Done(quarantine, tokens, computed);
  }

  private static List<float[]> rows(Array pooled) {
    int width = pooled.shape().last();
    return IntStream.range(0, pooled.shape().size(0))
        .mapToObj(i -> Arrays.copyOfRange(pooled.floats(), i * width, (i + 1) * width))
        .toList();
  }
}
