package io.d2v.cli.view;

import io.d2v.api.Mask;
import io.d2v.bench.picture.Pixels;
import io.d2v.bench.report.Gallery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A cell a token, for kinds of data that are not drawn otherwise. */
final class TokenView implements View {
  private static final int WIDTH = 480; // at least so many pixels
  private static final int STRIP = 24; // as high as a line of tokens is drawn
  private static final int COLUMNS = 6;
  private static final int HIDDEN = 0x808080;
  private static final int SHOWN = 0xe2e5e8;
  private static final int CHOSEN = 0xc24a12;

  /** A pixel a token. */
  static Map<String, Pixels> cells(Seen seen) {
    Map<String, Pixels> cells = new LinkedHashMap<>();
    cells.put("token", chosen(seen));
    for (int i = 0; i < seen.masks().size(); i++) {
      cells.put("mask " + (i + 1), masked(seen, seen.masks().get(i)));
    }
    cells.put("similarity", seen.similarity().heat(seen.columns()));
    cells.put("features", seen.colours());
    for (int i = 0; i < seen.heads().size(); i++) {
      cells.put("head " + (i + 1), seen.heads().get(i).weights().heat(seen.columns()));
    }
    return cells;
  }

  @Override
  public Map<String, Pixels> files(Seen seen) {
    Map<String, Pixels> files = cells(seen);
    files.replaceAll((name, cells) -> large(cells));
    return files;
  }

  @Override
  public List<String> reading() {
    return Shown.reading("tokens", "marked", "(dark)");
  }

  @Override
  public List<Gallery> galleries(Seen seen) {
    return List.of(
        Shown.gallery(
            seen.name(),
            String.format(
                Locale.ROOT,
                "A cell for each of %d tokens; number %d is marked. %s",
                seen.tokens(),
                seen.token(),
                Shown.numbers("token", seen)),
            seen.columns() == seen.tokens() ? 1 : COLUMNS,
            files(seen)));
  }

  private static Pixels chosen(Seen seen) {
    int[] colours = new int[seen.tokens()];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = i == seen.token() ? CHOSEN : SHOWN;
    }
    return new Pixels(seen.columns(), colours.length / seen.columns(), colours);
  }

  private static Pixels masked(Seen seen, Mask mask) {
    int[] colours = new int[seen.tokens()];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = mask.contains(i) ? HIDDEN : SHOWN;
    }
    return new Pixels(seen.columns(), colours.length / seen.columns(), colours);
  }

  private static Pixels large(Pixels cells) {
    int times = Math.max(1, (WIDTH + cells.width() - 1) / cells.width());
    return cells.enlarged(times, cells.height() == 1 ? STRIP : times);
  }
}
