package io.d2v.core.train;

import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.api.graph.Array;
import io.d2v.core.data.Answer;
import io.d2v.core.data.EvaluationFeeder;
import io.d2v.core.data.EvaluationFeeder.Filled;
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
   * A sample's tokens.
   *
   * @param index of the sample
   * @param id where it is from
   * @param vectors the encoder's output for each real token, extra ones left out
   */
  @SuppressWarnings("ArrayRecordComponent") // made once and read; never compared
  public record TokenFeatures(long index, String id, float[][] vectors) {}

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

  /** What is made of each sample of a batch. */
  @FunctionalInterface
  private interface Making<T> {
    List<T> of(EvaluationFeeder.Rows rows);
  }

  /** By an encoder. */
  public static Done of(
      Method method, Dataset data, FeatureExtractor extractor, Consumer<Feature> each)
      throws InterruptedException {
    return of(method, data, extractor, Filled.WHOLLY, each);
  }

  /**
   * By an encoder.
   *
   * @param filled how far a batch is filled for which there are too few samples
   */
  public static Done of(
      Method method,
      Dataset data,
      FeatureExtractor extractor,
      Filled filled,
      Consumer<Feature> each)
      throws InterruptedException {
    FeederSettings settings = settings(method, extractor.batch());
    return of(
        method, data, settings, filled, rows -> features(rows, pooled(extractor, rows)), each);
  }

  /** The vectors of its tokens for each sample. */
  public static Done tokens(
      Method method,
      Dataset data,
      FeatureExtractor extractor,
      Filled filled,
      Consumer<TokenFeatures> each)
      throws InterruptedException {
    FeederSettings settings = settings(method, extractor.batch());
    return of(method, data, settings, filled, rows -> tokens(extractor, rows), each);
  }

  /** What a model without learning has of every sample: {@link Encoder#plain}. */
  public static Done plain(Method method, Dataset data, Consumer<Feature> each)
      throws InterruptedException {
    List<Encoder> sizes = method.objective().encoder().sizes();
    return of(
        method,
        data,
        settings(method, PLAIN_BATCH),
        Filled.WHOLLY,
        rows ->
            features(
                rows,
                rows.samples().stream()
                    .map(row -> sizes.get(rows.size()).plain(row.example()))
                    .toList()),
        each);
  }

  private static FeederSettings settings(Method method, int batch) {
    return new FeederSettings(batch, method.training().loaderThreads(), 0);
  }

  private static <T> Done of(
      Method method,
      Dataset data,
      FeederSettings settings,
      Filled filled,
      Making<T> making,
      Consumer<T> each)
      throws InterruptedException {
    Encoder encoder = method.objective().encoder();
    Quarantine quarantine = new Quarantine(data.size(), method.training().damaged());
    InOrder<T> ordered = new InOrder<>(each);
    long tokens = 0;
    long computed = 0;
    try (EvaluationFeeder feeder =
        new EvaluationFeeder(data, encoder, quarantine, settings, filled)) {
      Optional<EvaluationFeeder.Rows> next = feeder.next();
      while (next.isPresent()) {
        EvaluationFeeder.Rows rows = next.get();
        List<T> made = making.of(rows);
        for (int i = 0; i < rows.samples().size(); i++) {
          ordered.add(rows.samples().get(i).index(), made.get(i));
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

  private static List<Feature> features(EvaluationFeeder.Rows rows, List<float[]> vectors) {
    return IntStream.range(0, rows.samples().size())
        .mapToObj(
            i -> {
              EvaluationFeeder.Row row = rows.samples().get(i);
              return new Feature(row.index(), row.id(), row.answer(), vectors.get(i));
            })
        .toList();
  }

  private static List<float[]> pooled(FeatureExtractor extractor, EvaluationFeeder.Rows rows) {
    Array pooled = extractor.pooled(rows.size(), rows.inputs(), rows.valid()); // [B, D]
    int width = pooled.shape().last();
    return IntStream.range(0, rows.samples().size())
        .mapToObj(i -> vector(pooled, i, width))
        .toList();
  }

  private static List<TokenFeatures> tokens(
      FeatureExtractor extractor, EvaluationFeeder.Rows rows) {
    Array tokens = extractor.tokens(rows.size(), rows.inputs(), rows.valid()); // [B, T, D]
    int length = tokens.shape().size(1);
    int width = tokens.shape().last();
    return IntStream.range(0, rows.samples().size())
        .mapToObj(
            i -> {
              EvaluationFeeder.Row row = rows.samples().get(i);
              float[][] vectors =
                  IntStream.range(0, rows.valid()[i])
                      .mapToObj(token -> vector(tokens, i * length + token, width))
                      .toArray(float[][]::new);
              return new TokenFeatures(row.index(), row.id(), vectors);
            })
        .toList();
  }

  private static float[] vector(Array vectors, int index, int width) {
    return Arrays.copyOfRange(vectors.floats(), index * width, (index + 1) * width);
  }
}
