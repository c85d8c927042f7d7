package io.d2v.text;

import io.d2v.api.Mask;
import java.util.random.RandomGenerator;

/**
 * What BERT makes of a masked token (Devlin et al. 2019): most become the mask's id, some another
 * token, some stay; with data2vec all become the mask's.
 */
record MaskedIds(TokenSettings settings) implements Corruption {
  @Override
  public int[] corrupt(int[] ids, Mask mask, RandomGenerator random) {
    int[] corrupted = ids.clone();
    mask.indices()
        .forEach(
            token -> {
              double drawn = random.nextDouble();
              int other = random.nextInt(settings.special(), settings.vocabulary());
              if (drawn < settings.randomShare()) {
                corrupted[token] = other;
              } else if (drawn >= settings.randomShare() + settings.keptShare()) {
                corrupted[token] = settings.maskId();
              }
            });
    return corrupted;
  }
}
