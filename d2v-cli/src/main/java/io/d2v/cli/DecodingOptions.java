package io.d2v.cli;

import io.d2v.bench.decode.BeamSettings;
import io.d2v.bench.decode.BeamSettings.Merging;
import io.d2v.bench.decode.Decoding;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that say how scores of letters become words; mixed into commands that recognise. */
final class DecodingOptions {
  @Option(
      names = "--language-model",
      paramLabel = "FILE",
      description = "An n-gram model as an ARPA file, also as .gz; decodes by a beam search.")
  Optional<Path> languageModel = Optional.empty();

  @Option(
      names = "--lexicon",
      paramLabel = "FILE",
      description = "Lines of a word, a tab and its letters; else the language model's words.")
  Optional<Path> lexicon = Optional.empty();

  @Option(
      names = "--beam",
      paramLabel = "N",
      description =
          "How many hypotheses are kept; 500 with a language model or lexicon, else the"
              + " best letter of each frame is taken.")
  Optional<Integer> beam = Optional.empty();

  @Option(
      names = "--beam-threshold",
      defaultValue = "25",
      paramLabel = "SCORE",
      description = "How far a hypothesis may fall behind the best (${DEFAULT-VALUE}).")
  double threshold;

  @Option(
      names = "--lm-weight",
      defaultValue = "2",
      paramLabel = "WEIGHT",
      description = "Weight of the language model's logarithm to base 10 (${DEFAULT-VALUE}).")
  double weight;

  @Option(
      names = "--word-score",
      defaultValue = "-1",
      paramLabel = "SCORE",
      description = "Score that is added for each word (${DEFAULT-VALUE}).")
  double wordScore;

  @Option(
      names = "--unknown-score",
      paramLabel = "SCORE",
      description =
          "Score that is added for a word outside the lexicon; there are no such words if"
              + " left out.")
  Optional<Double> unknownScore = Optional.empty();

  @Option(
      names = "--silence-score",
      defaultValue = "0",
      paramLabel = "SCORE",
      description = "Score that is added for each frame between words (${DEFAULT-VALUE}).")
  double silenceScore;

  @Option(
      names = "--merge",
      paramLabel = "HOW",
      description =
          "How paths of one text count: best or sum. Sum for letters alone, best"
              + " otherwise, if left out.")
  Optional<Merging> merging = Optional.empty();

  Decoding decoding() {
    boolean words = languageModel.isPresent() || lexicon.isPresent();
    if (!words && beam.isEmpty()) {
      return Decoding.greedy();
    }
    Merging usual = words ? Merging.BEST : Merging.SUM;
    return new Decoding(
        languageModel,
        lexicon,
        Optional.of(
            new BeamSettings(
                beam.orElse(500),
                threshold,
                words ? weight : 0,
                words ? wordScore : 0,
                unknownScore.orElse(Double.NEGATIVE_INFINITY),
                silenceScore,
                merging.orElse(usual))));
  }
}
