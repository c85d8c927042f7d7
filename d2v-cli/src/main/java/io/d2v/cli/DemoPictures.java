package io.d2v.cli;

import io.d2v.api.Dataset;
import io.d2v.api.Grid;
import io.d2v.api.Mask;
import io.d2v.api.graph.Array;
import io.d2v.bench.picture.Pixels;
import io.d2v.bench.picture.PrincipalComponents;
import io.d2v.bench.report.Gallery;
import io.d2v.bench.report.Picture;
import io.d2v.core.data.EvaluationFeeder;
import io.d2v.core.data.FeederSettings;
import io.d2v.core.data.Key;
import io.d2v.core.data.Purpose;
import io.d2v.core.data.Quarantine;
import io.d2v.core.data.Subset;
import io.d2v.core.train.FrozenEncoder;
import io.d2v.core.train.Method;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** What the demo's model sees and computes of some test images. */
final class DemoPictures {
  private static final int SHOWN = 10;
  private static final float DEVIATIONS = 2; // from black to white: most pixels lie within

  private final Workshop workshop;
  private final DemoRun run;

  DemoPictures(Workshop workshop, DemoRun run) {
    this.workshop = workshop;
    this.run = run;
  }

  List<Gallery> galleries(Dataset test) throws IOException, InterruptedException {
    Workshop.Trained trained = workshop.load(run.folder());
    Method method = trained.method();
    Subset shown = Subset.range(test, test.size() - SHOWN, test.size());
    try (EvaluationFeeder feeder =
        new EvaluationFeeder(
            shown,
            method.objective().encoder(),
            new Quarantine(SHOWN, 0),
            new FeederSettings(SHOWN, 1, run.seed()))) {
      EvaluationFeeder.Rows rows = feeder.next().orElseThrow();
      List<Pixels> images = images(Objects.requireNonNull(rows.inputs().get("pixels")));
      List<Pixels> before;
      try (FrozenEncoder encoder = FrozenEncoder.random(method, run.seed(), SHOWN)) {
        before = coloured(method, encoder, rows);
      }
      List<Pixels> after;
      try (FrozenEncoder encoder = FrozenEncoder.of(method, trained.student(), SHOWN)) {
        after = coloured(method, encoder, rows);
      }
      List<Picture> seen = new ArrayList<>(pictures("whole", images));
      seen.addAll(pictures("masked", masked(method, images)));
      List<Picture> features = new ArrayList<>(pictures("before", before));
      features.addAll(pictures("after", after));
      return List.of(
          new Gallery(
              "What the student sees",
              "Test images, and the same with the patches that the student must predict hidden.",
              SHOWN,
              seen),
          new Gallery(
              "Patch features",
              "The three principal components of each patch's features as red, green and blue,"
                  + " of the encoder before training and after.",
              SHOWN,
              features));
    }
  }

  private static List<Picture> pictures(String name, List<Pixels> images) {
    return images.stream().map(image -> new Picture(name, image.png())).toList();
  }

  private static List<Pixels> images(Array pixels) {
    int channels = pixels.shape().size(1);
    int height = pixels.shape().size(2);
    int width = pixels.shape().size(3);
    int stride = channels * height * width;
    List<Pixels> images = new ArrayList<>();
    for (int i = 0; i < pixels.shape().size(0); i++) {
      float[] one = Arrays.copyOfRange(pixels.floats(), i * stride, (i + 1) * stride);
      images.add(Pixels.of(channels, height, width, one, -DEVIATIONS / 2, DEVIATIONS));
    }
    return images;
  }

  private List<Pixels> masked(Method method, List<Pixels> images) {
    Grid grid = method.objective().encoder().grid();
    List<Pixels> masked = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      Mask mask = method.masker().mask(grid, grid.tokens(), Key.of(run.seed(), 0, i, Purpose.MASK));
      boolean[] hidden = new boolean[grid.tokens()];
      mask.indices().forEach(token -> hidden[token] = true);
      masked.add(images.get(i).masked(hidden, grid.sizes().get(1)));
    }
    return masked;
  }

  private static List<Pixels> coloured(
      Method method, FrozenEncoder encoder, EvaluationFeeder.Rows rows) {
    Array tokens = encoder.extractor().features(rows.size(), rows.inputs(), rows.valid()).tokens();
    int count = tokens.shape().size(1);
    int width = tokens.shape().last();
    float[][] vectors = new float[tokens.shape().size(0) * count][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = Arrays.copyOfRange(tokens.floats(), i * width, (i + 1) * width);
    }
    PrincipalComponents components = PrincipalComponents.of(vectors);
    int columns = method.objective().encoder().grid().sizes().get(1);
    List<Pixels> images = new ArrayList<>();
    for (int first = 0; first < vectors.length; first += count) {
      images.add(components.colours(Arrays.copyOfRange(vectors, first, first + count), columns));
    }
    return images;
  }
}
