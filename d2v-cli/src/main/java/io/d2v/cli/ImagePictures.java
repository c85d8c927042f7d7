package io.d2v.cli;

import io.d2v.api.Dataset;
import io.d2v.api.Mask;
import io.d2v.api.graph.Array;
import io.d2v.bench.picture.Pixels;
import io.d2v.bench.report.Figure;
import io.d2v.bench.report.Gallery;
import io.d2v.bench.report.Picture;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** Images, their masked patches, and patches in the colours of their features. */
final class ImagePictures implements DemoPictures {
  private static final int SHOWN = 10;
  private static final float DEVIATIONS = 2; // from black to white: most pixels lie within

  @Override
  public int shown() {
    return SHOWN;
  }

  @Override
  public List<Gallery> galleries(Dataset data, List<ShownSample> samples) {
    return List.of(
        gallery(
            "What the student sees",
            "Test images, and the same with the patches that the student must predict hidden.",
            row("whole", samples, ImagePictures::whole),
            row("masked", samples, ImagePictures::masked)),
        gallery(
            "Patch features",
            "The three principal components of each patch's features as red, green and blue,"
                + " of the encoder before training and after.",
            row("before", samples, ShownSample::before),
            row("after", samples, ShownSample::after)));
  }

  private static Gallery gallery(
      String title, String caption, List<Figure> above, List<Figure> below) {
    return new Gallery(
        title, caption, above.size(), Stream.concat(above.stream(), below.stream()).toList());
  }

  private static List<Figure> row(
      String name, List<ShownSample> samples, Function<ShownSample, Pixels> which) {
    return samples.stream()
        .<Figure>map(sample -> new Picture(name, which.apply(sample).png()))
        .toList();
  }

  private static Pixels whole(ShownSample sample) {
    Array pixels = Objects.requireNonNull(sample.example().arrays().get("pixels")); // [C, H, W]
    return Pixels.of(
        pixels.shape().size(0),
        pixels.shape().size(1),
        pixels.shape().size(2),
        pixels.floats(),
        -DEVIATIONS / 2,
        DEVIATIONS);
  }

  private static Pixels masked(ShownSample sample) {
    Mask mask = sample.mask();
    boolean[] hidden = new boolean[mask.tokens()];
    mask.indices().forEach(token -> hidden[token] = true);
    return whole(sample).masked(hidden, sample.before().width());
  }
}
