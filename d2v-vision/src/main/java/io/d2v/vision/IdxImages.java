package io.d2v.vision;

import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Grey images of an IDX file, with the labels of the file beside it. */
final class IdxImages implements Dataset {
  private final Path file;
  private final IdxFile images;
  private final Optional<IdxFile> labels;

  private IdxImages(Path file, IdxFile images, Optional<IdxFile> labels) {
    this.file = file;
    this.images = images;
    this.labels = labels;
  }

  /** Whether a file is named as the images of an MNIST-like set are. */
  static boolean recognizes(Path file) {
    return Objects.requireNonNull(file.getFileName()).toString().contains("images-idx3-ubyte");
  }

  static IdxImages open(Path file) throws IOException {
    IdxFile images = IdxFile.read(file);
    if (images.sizes().length != 3) {
      throw new UserError(
          UserError.Kind.DATA,
          file + ": holds no images: it has " + images.sizes().length + " axes and not 3");
    }
    int height = images.sizes()[1];
    int width = images.sizes()[2];
    if ((long) height * width > ImageHeader.MOST_PIXELS) {
      throw new UserError(
          UserError.Kind.DATA,
          file
              + ": its images are of "
              + width
              + " x "
              + height
              + " pixels; the most that is read is 64 megapixels");
    }
    String name = Objects.requireNonNull(file.getFileName()).toString();
    Path beside = file.resolveSibling(name.replace("images-idx3-ubyte", "labels-idx1-ubyte"));
    Optional<IdxFile> labels =
        Files.exists(beside) ? Optional.of(IdxFile.read(beside)) : Optional.empty();
    if (labels.isPresent() && labels.get().count() != images.count()) {
      throw new UserError(
          UserError.Kind.DATA,
          beside
              + ": has "
              + labels.get().count()
              + " labels for "
              + images.count()
              + " images in "
              + file
              + "; they are probably of different sets");
    }
    return new IdxImages(file, images, labels);
  }

  @Override
  public long size() {
    return images.count();
  }

  @Override
  public Sample read(long index) {
    int image = Math.toIntExact(index);
    int height = images.sizes()[1];
    int width = images.sizes()[2];
    float[] pixels = new float[height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = images.entries()[image * pixels.length + i] & 0xFF;
    }
    return new Sample(
        file + "#" + index,
        new Sample.Values(Array.of(Shape.of(1, height, width), pixels)),
        labels.map(l -> OptionalInt.of(l.entries()[image] & 0xFF)).orElse(OptionalInt.empty()));
  }

  @Override
  public List<String> classes() {
    return labels
        .map(
            l ->
                IntStream.rangeClosed(
                        0,
                        IntStream.range(0, l.count())
                            .map(i -> l.entries()[i] & 0xFF)
                            .max()
                            .orElse(0))
                    .mapToObj(Integer::toString)
                    .toList())
        .orElse(List.of());
  }

  @Override
  public void close() {}
}
