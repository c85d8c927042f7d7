package io.d2v.cli.view;

import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.api.Grid;
import io.d2v.api.Mask;
import io.d2v.api.UserError;
import io.d2v.bench.picture.PrincipalComponents;
import io.d2v.core.data.EvaluationFeeder;
import io.d2v.core.data.EvaluationFeeder.Filled;
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
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Looks at samples as a model does. */
final class Viewer {
  private final Trained trained;
  private final Method method;
  private final Look look;
  private final int layers;

  Viewer(Trained trained, Look look) {
    this.trained = trained;
    this.look = look;
    method = trained.method();
    layers = method.objective().transformer().settings().layers();
  }

  /** The layer whose attention is shown, counted from 1. */
  int layer() {
    int layer = look.layer().orElse(layers);
    if (layer < 1 || layer > layers) {
      throw new UserError(
          UserError.Kind.USAGE,
          "--layer "
              + layer
              + ": the model has layers 1 to "
              + layers
              + "; leave it out for the"
              + " last");
    }
    return layer;
  }

  /** Samples from all over the data, in its order. */
  List<Seen> of(Dataset data, Quarantine quarantine) throws InterruptedException {
    int block = layer() - 1;
    Map<Long, Looked> looked = new TreeMap<>(); // batches are by size
    try (FrozenEncoder encoder = FrozenEncoder.of(method, trained.student(), 1);
        EvaluationFeeder feeder =
            new EvaluationFeeder(
                Subset.spread(data, look.samples()),
                method.objective().encoder(),
                quarantine,
                new FeederSettings(1, 1, look.seed()),
                Filled.TO_A_POWER_OF_TWO)) {
      Optional<EvaluationFeeder.Rows> next = feeder.next();
      while (next.isPresent()) {
        EvaluationFeeder.Rows rows = next.get();
        FeatureExtractor.Attended attended =
            encoder.extractor().attended(block, rows.size(), rows.inputs(), rows.valid());
        for (int i = 0; i < rows.samples().size(); i++) {
          Looked one = looked(rows, i, attended);
          looked.put(one.row().index(), one);
        }
        next = feeder.next();
      }
    }
    if (looked.isEmpty()) {
      throw new UserError(UserError.Kind.DATA, "none of the samples that are shown can be read");
    }
    return seen(List.copyOf(looked.values()));
  }

  /** What the device computed of a sample. */
  @SuppressWarnings("ArrayRecordComponent") // made once and read; never compared
  private record Looked(
      EvaluationFeeder.Row row, Grid grid, int token, float[][] features, List<Seen.Head> heads) {}

  private Looked looked(
      EvaluationFeeder.Rows rows, int sample, FeatureExtractor.Attended attended) {
    EvaluationFeeder.Row row = rows.samples().get(sample);
    Encoder encoder = method.objective().encoder().sizes().get(rows.size());
    int valid = row.example().valid();
    int token = token(row.id(), encoder.grid(), valid);
    return new Looked(
        row,
        encoder.grid(),
        token,
        FeatureExtractor.rows(attended.tokens(), sample, valid),
        heads(attended, sample, token, valid));
  }

  /** The one that was asked for, or the middle one: of a picture in its middle row. */
  private int token(String name, Grid grid, int valid) {
    int columns = columns(grid, valid);
    int rows = valid / columns;
    int token = look.token().orElse(rows / 2 * columns + columns / 2);
    if (token < 0 || token >= valid) {
      throw new UserError(
          UserError.Kind.USAGE,
          "--token " + token + ": " + name + " has tokens 0 to " + (valid - 1));
    }
    return token;
  }

  private static int columns(Grid grid, int valid) {
    List<Integer> sizes = grid.sizes();
    int columns = sizes.get(sizes.size() - 1);
    return sizes.size() > 1 && valid % columns == 0 ? columns : valid;
  }

  private static List<Seen.Head> heads(
      FeatureExtractor.Attended attended, int sample, int token, int valid) {
    int extra = attended.extra();
    int heads = attended.weights().shape().size(1);
    int all = attended.weights().shape().last();
    List<Seen.Head> shown = new ArrayList<>();
    for (int head = 0; head < heads; head++) {
      int row = ((sample * heads + head) * all + extra + token) * all;
      float[] weights = Arrays.copyOfRange(attended.weights().floats(), row, row + extra + valid);
      double elsewhere = IntStream.range(0, extra).mapToDouble(i -> weights[i]).sum();
      shown.add(
          new Seen.Head(new Numbers(Arrays.copyOfRange(weights, extra, extra + valid)), elsewhere));
    }
    return shown;
  }

  /** With colours that mean the same in all of them. */
  private List<Seen> seen(List<Looked> looked) {
    PrincipalComponents components =
        PrincipalComponents.of(
            looked.stream().flatMap(one -> Arrays.stream(one.features())).toArray(float[][]::new));
    return looked.stream()
        .map(
            one -> {
              int columns = columns(one.grid(), one.row().example().valid());
              return new Seen(
                  one.row().id(),
                  one.row().example(),
                  columns,
                  one.token(),
                  masks(one),
                  components.colours(one.features(), columns),
                  Numbers.cosines(one.features(), one.token()),
                  one.heads());
            })
        .toList();
  }

  /** As training draws them, one an epoch. */
  private List<Mask> masks(Looked one) {
    List<Mask> masks = new ArrayList<>();
    for (int draw = 0; draw < look.masks(); draw++) {
      RandomGenerator random = Key.of(look.seed(), draw, one.row().index(), Purpose.MASK);
      Mask mask = method.masker().mask(one.grid(), one.row().example(), random);
      masks.addAll(method.masker().together(List.of(mask), random));
    }
    return masks;
  }
}
