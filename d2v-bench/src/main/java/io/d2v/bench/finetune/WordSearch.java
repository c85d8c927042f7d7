package io.d2v.bench.finetune;

import io.d2v.bench.decode.BeamSettings;
import io.d2v.bench.decode.Decoder;
import io.d2v.bench.decode.Letters;
import io.d2v.bench.decode.Lexicon;
import io.d2v.bench.decode.LexiconBeamSearch;
import io.d2v.bench.decode.NgramModel;
import io.d2v.bench.metric.ErrorRate;
import java.util.List;
import java.util.Optional;

/**
 * Beam search over the words of a language model, and the choice of its weights on utterances held
 * out.
 */
record WordSearch(Letters letters, NgramModel words, Lexicon lexicon) {
  private static final int CHOOSING_BEAM = 50;
  private static final double[] WEIGHTS = {0.5, 1, 2, 3};
  private static final double[] WORD_SCORES = {-1, 0, 1, 2};

  WordSearch(Letters letters, NgramModel words) {
    this(letters, words, Lexicon.of(words, letters));
  }

  Decoder with(BeamSettings settings) {
    return new LexiconBeamSearch(lexicon, letters, Optional.of(words), settings);
  }

  /** The settings with the fewest word errors; of equal ones the first. */
  BeamSettings chosen(List<Utterances> held) {
    BeamSettings usual = BeamSettings.standard();
    BeamSettings best = usual;
    double fewest = Double.POSITIVE_INFINITY;
    for (double weight : WEIGHTS) {
      for (double wordScore : WORD_SCORES) {
        double errors = errors(held, with(usual.with(CHOOSING_BEAM, weight, wordScore)));
        if (errors < fewest) {
          fewest = errors;
          best = usual.with(usual.beam(), weight, wordScore);
        }
      }
    }
    return best;
  }

  private static double errors(List<Utterances> held, Decoder search) {
    return held.stream()
        .map(set -> set.heard(search).words())
        .reduce(ErrorRate.NONE, ErrorRate::plus)
        .share();
  }
}
