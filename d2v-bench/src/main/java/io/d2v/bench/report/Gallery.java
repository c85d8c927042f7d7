package io.d2v.bench.report;

import java.util.List;

/**
 * Pictures that belong together.
 *
 * @param caption a sentence or two on what to see
 * @param columns how many pictures a row has
 */
public record Gallery(String title, String caption, int columns, List<Picture> pictures) {
  /** Copies the list. */
  public Gallery {
    if (columns < 1) {
      throw new IllegalArgumentException(title + ": " + columns + " columns");
    }
    pictures = List.copyOf(pictures);
  }
}
