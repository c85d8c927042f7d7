package io.d2v.cli.view;

import io.d2v.api.Example;
import io.d2v.api.Mask;
import io.d2v.api.graph.Array;
import io.d2v.bench.picture.Pixels;
import io.d2v.bench.report.Gallery;
import java.util.ArrayList;
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
    Map<String, Pixels> files = new LinkedHashMap<>(overview(seen));
    files.putAll(heads(seen));
    return files;
  }

  private static Map<String, Pixels> overview(Seen seen) {
    Pixels picture = large(picture(seen.example()));
    Map<String, Pixels> files = new LinkedHashMap<>();
    files.put("picture", chosen(picture, seen));
    for (int i = 0; i < seen.masks().size(); i++) {
      files.put("mask " + (i + 1), masked(picture, seen.masks().get(i), seen.columns()));
    }
    files.put("similarity", tinted(picture, seen.similarity(), seen));
    files.put("features", seen.colours().enlarged(Math.max(1, picture.width() / seen.columns())));
    return files;
  }

  private static Map<String, Pixels> heads(Seen seen) {
    Pixels picture = large(picture(seen.example()));
    Map<String, Pixels> files = new LinkedHashMap<>();
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
  public List<Gallery> galleries(Seen seen) {
    List<Gallery> galleries = new ArrayList<>();
    galleries.add(
        Shown.gallery(
            seen.name(),
            String.format(
                Locale.ROOT,
                "The picture with patch %d framed, which is row %d and column %d; what draws of the"
                    + " masker hide in grey; the likeness of each patch's features to those of the"
                    + " framed one, dark to bright for cosines of %s; features by their three"
                    + " principal components as red, green and blue, the same in all samples.",
                seen.token(),
                seen.token() / seen.columns() + 1,
                seen.token() % seen.columns() + 1,
                seen.similarity().range()),
            COLUMNS,
            overview(seen)));
    galleries.add(
        Shown.gallery(
            "What patch " + seen.token() + " attends to",
            Shown.attention("patch", seen),
            COLUMNS,
            heads(seen)));
    return galleries;
  }
}
