package io.d2v.api;

import java.util.List;

/**
 * How tokens lie: along a line, in rows and columns, or in more dimensions. Token numbers run along
 * the last axis first.
 *
 * @param sizes tokens along each axis, outermost first, each at least 1
 */
public record Grid(List<Integer> sizes) {
  /** Copies and checks the sizes. */
  public Grid {
    sizes = List.copyOf(sizes);
    if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException("a grid has at least one token along each axis: " + sizes);
    }
  }

  /** Tokens along a line. */
  public static Grid line(int tokens) {
    return new Grid(List.of(tokens));
  }

  /** Tokens in rows and columns. */
  public static Grid plane(int rows, int columns) {
    return new Grid(List.of(rows, columns));
  }

  /** How many tokens there are. */
  public int tokens() {
    return sizes.stream().reduce(1, Math::multiplyExact);
  }
}
