package io.d2v.cli;

import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.api.Grid;
import io.d2v.api.Mask;
import io.d2v.api.graph.Array;
import io.d2v.bench.picture.Pixels;
import io.d2v.bench.picture.PrincipalComponents;
import io.d2v.core.data.EvaluationFeeder;
import io.d2v.core.data.FeederSettings;
import io.d2v.core.data.Key;
import io.d2v.core.data.Purpose;
import io.d2v.core.data.Quarantine;
import io.d2v.core.data.Subset;
import io.d2v.core.interchange.Trained;
import io.d2v.core.train.FeatureExtractor;
import io.d2v.core.train.FrozenEncoder;
import io.d2v.core.train.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Takes samples from all over a data set, masks them as for training, and colours their tokens. */
final class ShownSamples {
  private final Trained trained;
  private final Method method;
  private final long seed;

  ShownSamples(Trained trained, long seed) {
    this.trained = trained;
    this.method = trained.method();
    this.seed = seed;
  }

  /** So many of them, in the data's order. */
  List<ShownSample> of(Dataset data, int count) throws InterruptedException {
    List<EvaluationFeeder.Rows> batches = batches(Subset.spread(data, count), count);
    List<Pixels> before;
    try (FrozenEncoder encoder = FrozenEncoder.random(method, seed, count)) {
      before = coloured(encoder, batches);
    }
    List<Pixels> after;
    try (FrozenEncoder encoder = FrozenEncoder.of(method, trained.student(), count)) {
      after = coloured(encoder, batches);
    }
    Map<Long, ShownSample> samples = new TreeMap<>(); // batches are by size
    for (EvaluationFeeder.Rows batch : batches) {
      for (EvaluationFeeder.Row row : batch.samples()) {
        int place = samples.size();
        samples.put(
            row.index(),
            new ShownSample(
                data.classes().get(row.answer().label().orElseThrow()),
                row.example(),
                mask(encoder(batch).grid(), row),
                before.get(place),
                after.get(place)));
      }
    }
    return List.copyOf(samples.values());
  }

  private List<EvaluationFeeder.Rows> batches(Dataset data, int count) throws InterruptedException {
    List<EvaluationFeeder.Rows> batches = new ArrayList<>();
    try (EvaluationFeeder feeder =
        new EvaluationFeeder(
            data,
            method.objective().encoder(),
            new Quarantine(count, 0),
            new FeederSettings(count, 1, seed))) {
      Optional<EvaluationFeeder.Rows> next = feeder.next();
      while (next.isPresent()) {
        batches.add(next.get());
        next = feeder.next();
      }
    }
    return batches;
  }

  private Mask mask(Grid grid, EvaluationFeeder.Row row) {
    return method.masker().mask(grid, row.example(), Key.of(seed, 0, row.index(), Purpose.MASK));
  }

  private Encoder encoder(EvaluationFeeder.Rows batch) {
    return method.objective().encoder().sizes().get(batch.size());
  }

  /** A picture a sample, a pixel a token; like features have like colours in all of them. */
  private List<Pixels> coloured(FrozenEncoder encoder, List<EvaluationFeeder.Rows> batches) {
    @SuppressWarnings("ArrayRecordComponent") // made once and read; never compared
    record Sample(float[][] features, int columns) {}
    List<Sample> samples = new ArrayList<>();
    for (EvaluationFeeder.Rows batch : batches) {
      Array tokens =
          encoder.extractor().features(batch.size(), batch.inputs(), batch.valid()).tokens();
      List<Integer> sizes = encoder(batch).grid().sizes();
      for (int i = 0; i < batch.samples().size(); i++) {
        int valid = batch.valid()[i];
        int columns = sizes.size() == 1 ? valid : sizes.get(sizes.size() - 1);
        samples.add(new Sample(FeatureExtractor.rows(tokens, i, valid), columns));
      }
    }
    PrincipalComponents components =
        PrincipalComponents.of(
            samples.stream()
                .flatMap(sample -> Arrays.stream(sample.features()))
                .toArray(float[][]::new));
    return samples.stream()
        .map(sample -> components.colours(sample.features(), sample.columns()))
        .toList();
  }
}
