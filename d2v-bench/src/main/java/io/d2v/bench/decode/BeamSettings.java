package io.d2v.bench.decode;

import io.d2v.api.UserError;

/**
 * How a beam search goes; the settings of flashlight's LexiconDecoder, by which fairseq's results
 * on LibriSpeech were decoded.
 *
 * @param beam hypotheses that are kept from frame to frame
 * @param threshold how far a score may lie below the best one's
 * @param languageModelWeight of the language model's logarithm to base 10
 * @param wordScore added for each word
 * @param unknownScore added for a word that is not in the lexicon, which then has to be a beginning
 *     of one that is; minus infinity where there are no such words
 * @param silenceScore added for each frame of a word boundary
 * @param merging how paths of one text count
 */
public record BeamSettings(
    int beam,
    double threshold,
    double languageModelWeight,
    double wordScore,
    double unknownScore,
    double silenceScore,
    Merging merging) {
  /** How the scores of paths that spell one text become one. */
  public enum Merging {
    /** The best path's, as flashlight does by default. */
    BEST {
      @Override
      double of(double a, double b) {
        return Math.max(a, b);
      }
    },
    /** The logarithm of the sum of their probabilities, as flashlight's log_add does. */
    SUM {
      @Override
      double of(double a, double b) {
        double most = Math.max(a, b);
        double least = Math.min(a, b);
        return least == Double.NEGATIVE_INFINITY ? most : most + Math.log1p(Math.exp(least - most));
      }
    };

    abstract double of(double a, double b);
  }

  /** Checks the ranges. */
  public BeamSettings {
    boolean numbers =
        Double.isFinite(languageModelWeight)
            && Double.isFinite(wordScore)
            && Double.isFinite(silenceScore)
            && unknownScore < Double.POSITIVE_INFINITY;
    if (beam < 1 || !(threshold > 0) || !numbers) {
      throw new UserError(
          UserError.Kind.USAGE,
          "a beam keeps 1 hypothesis or more, its threshold is above 0, weight and scores are"
              + " numbers: beam "
              + beam
              + ", threshold "
              + threshold
              + ", language model weight "
              + languageModelWeight
              + ", word score "
              + wordScore
              + ", unknown score "
              + unknownScore
              + ", silence score "
              + silenceScore);
    }
  }

  /**
   * What fairseq's wav2vec 2.0 results with a 4-gram model were decoded by
   * (examples/wav2vec/README: weight 2, word score -1), with a beam of 500 and flashlight's
   * threshold of 25.
   */
  public static BeamSettings standard() {
    return new BeamSettings(500, 25, 2, -1, Double.NEGATIVE_INFINITY, 0, Merging.BEST);
  }

  /** The same with other weights. */
  public BeamSettings with(int beam, double languageModelWeight, double wordScore) {
    return new BeamSettings(
        beam, threshold, languageModelWeight, wordScore, unknownScore, silenceScore, merging);
  }

  /** Without a language model: sums over paths, as Hannun et al. (2014) do. */
  public static BeamSettings withoutLanguageModel(int beam) {
    return new BeamSettings(beam, 25, 0, 0, Double.NEGATIVE_INFINITY, 0, Merging.SUM);
  }
}
