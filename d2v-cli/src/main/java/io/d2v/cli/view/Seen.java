package io.d2v.cli.view;

import io.d2v.api.Example;
import io.d2v.api.Mask;
import io.d2v.bench.picture.Pixels;
import java.util.List;

/**
 * A sample, and what a model makes of it.
 *
 * @param name where it is from
 * @param example as the model takes it
 * @param columns how many of its tokens lie in a row
 * @param token that others are compared with
 * @param masks draws of the recipe's masker
 * @param colours the tokens' features as colours, a pixel a token
 * @param similarity of each token's features to those of {@code token}: their cosine
 * @param heads what {@code token} attends to in one layer, head by head
 */
record Seen(
    String name,
    Example example,
    int columns,
    int token,
    List<Mask> masks,
    Pixels colours,
    Numbers similarity,
    List<Head> heads) {
  Seen {
    masks = List.copyOf(masks);
    heads = List.copyOf(heads);
  }

  /** How many tokens it has, padding left out. */
  int tokens() {
    return example.valid();
  }

  /**
   * A head of attention.
   *
   * @param weights of the tokens
   * @param elsewhere what goes to tokens that are not the sample's, such as a class token
   */
  record Head(Numbers weights, double elsewhere) {}
}
