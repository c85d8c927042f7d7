package io.d2v.api;

import java.util.List;

/**
 * How tokens lie: along a line, in rows and columns, or in more dimensions. Token numbers run along
 * the last axis first.
 *
 * @param sizes tokens along each axis, outermost first, each at least 1
 */
public record Grid(List<Integer> sizes) {
  /**
   * Copies and checks the sizes.
   *
   * @param sizes tokens along each axis, outermost first, each at least 1
   */
  public Grid {
    sizes = List.copyOf(sizes);
    if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException("a grid has at least one token along each axis: " + sizes);
    }
  }

  /**
   * {@return tokens along a line}
   *
   * @param tokens how many
   */
  public static Grid line(int tokens) {
    return new Grid(List.of(tokens));
  }

  /**
   * {@return tokens in rows and columns}
   *
   * @param rows how many rows
   * @param columns how many tokens in each
   */
  public static Grid plane(int rows, int columns) {
    return new Grid(List.of(rows, columns));
  }

  /** {@return how many tokens there are} */
  public int tokens() {
    return sizes.stream().reduce(1, Math::multiplyExact);
  }
}
