package io.d2v.cli;

import io.d2v.api.Dataset;
import io.d2v.bench.picture.Pixels;
import io.d2v.bench.report.Figure;
import io.d2v.bench.report.Gallery;
import io.d2v.bench.report.Picture;
import io.d2v.cli.view.ImageView;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Images, their masked patches, and patches in the colours of their features. */
final class ImagePictures implements DemoPictures {
  private static final int SHOWN = 10;

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
    return ImageView.picture(sample.example());
  }

  private static Pixels masked(ShownSample sample) {
    return ImageView.masked(whole(sample), sample.mask(), sample.before().width());
  }
}
