package io.d2v.cli.view;

import io.d2v.api.Example;
import io.d2v.api.Mask;
import io.d2v.api.graph.Array;
import io.d2v.bench.picture.Pixels;
import io.d2v.bench.report.Gallery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** An image, its masked patches, and patches coloured by what the model makes of them. */
public final class ImageView implements View {
  private static final float DEVIATIONS = 2; // from black to white: most pixels lie within
  private static final int SIDE = 224; // at least so many pixels
  private static final double TINT = 0.7;
  private static final int COLUMNS = 6;

  ImageView() {}

  /** An example's picture. */
  public static Pixels picture(Example example) {
    Array pixels = Objects.requireNonNull(example.arrays().get("pixels")); // [C, H, W]
    return Pixels.of(
        pixels.shape().size(0),
        pixels.shape().size(1),
        pixels.shape().size(2),
        pixels.floats(),
        -DEVIATIONS / 2,
        DEVIATIONS);
  }

  /** It with its masked patches hidden. */
  public static Pixels masked(Pixels picture, Mask mask, int columns) {
    boolean[] hidden = new boolean[mask.tokens()];
    mask.indices().forEach(token -> hidden[token] = true);
    return picture.masked(hidden, columns);
  }

  @Override
  public Map<String, Pixels> files(Seen seen) {
    Pixels picture = large(picture(seen.example()));
    Map<String, Pixels> files = new LinkedHashMap<>();
    files.put("picture", chosen(picture, seen));
    for (int i = 0; i < seen.masks().size(); i++) {
      files.put("mask " + (i + 1), masked(picture, seen.masks().get(i), seen.columns()));
    }
    files.put("similarity", tinted(picture, seen.similarity(), seen));
    files.put("features", seen.colours().enlarged(Math.max(1, picture.width() / seen.columns())));
    for (int i = 0; i < seen.heads().size(); i++) {
      files.put("head " + (i + 1), tinted(picture, seen.heads().get(i).weights(), seen));
    }
    return files;
  }

  private static Pixels large(Pixels picture) {
    return picture.enlarged((SIDE + picture.width() - 1) / picture.width());
  }

  private static Pixels tinted(Pixels picture, Numbers numbers, Seen seen) {
    return chosen(picture.tinted(numbers.heat(seen.columns()), TINT), seen);
  }

  private static Pixels chosen(Pixels picture, Seen seen) {
    return picture.framed(seen.token(), seen.tokens(), seen.columns());
  }

  @Override
  public List<String> reading() {
    return Shown.reading("patches", "framed", "(dark)");
  }

  @Override
  public List<Gallery> galleries(Seen seen) {
    return List.of(
        Shown.gallery(
            seen.name(),
            String.format(
                Locale.ROOT,
                "Patch %d, in row %d and column %d, is framed. %s",
                seen.token(),
                seen.token() / seen.columns() + 1,
                seen.token() % seen.columns() + 1,
                Shown.numbers("patch", seen)),
            COLUMNS,
            files(seen)));
  }
}
