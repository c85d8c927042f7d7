package io.d2v.api;

import java.util.List;
import java.util.random.RandomGenerator;

/** Chooses the tokens of one sample that the student must predict. */
@FunctionalInterface
public interface Masker {
  /**
   * The mask of one sample. Pure: the same arguments and generator state give the same mask.
   *
   * @param grid how the sample's tokens lie
   * @param valid how many of them are real; padding, which comes last, is never masked
   * @param random where choices are drawn from
   * @return a mask over {@code grid.tokens()} tokens
   */
  Mask mask(Grid grid, int valid, RandomGenerator random);

  /**
   * The mask of one example, for maskers that look at more of it than its length. Pure, as the
   * other.
   *
   * @param grid how the example's tokens lie
   * @param example unmasked
   * @param random where choices are drawn from
   * @return a mask over {@code grid.tokens()} tokens; unless overridden that of its length
   */
  default Mask mask(Grid grid, Example example, RandomGenerator random) {
    return mask(grid, example.valid(), random);
  }

  /**
   * {@return the most tokens that {@link #mask} ever masks; keeps the shapes of compiled programs
   * static}
   *
   * @param grid how the tokens of a sample lie
   */
  default int most(Grid grid) {
    return grid.tokens();
  }

  /**
   * Makes the masks of a batch alike, where they have to be: as many masked tokens in each, for
   * one. Masked tokens may become unmasked, none the other way. Pure, as {@link #mask}.
   *
   * @param masks one a sample, all over the same number of tokens
   * @param random where choices are drawn from
   * @return as many, in the same order; unless overridden the same ones
   */
  default List<Mask> together(List<Mask> masks, RandomGenerator random) {
    return masks;
  }

  /** The service type: makes a masker from its section of the recipe. */
  interface Provider extends Factory<Masker> {}
}
