package io.d2v.bench.decode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How an evaluation turns scores into words: greedily, by a beam over letters, or by a beam over
 * words where there is a lexicon or a language model.
 *
 * @param languageModel an ARPA file, also as .gz
 * @param lexicon words and their letters; those of the language model where left out
 * @param beam left out for greedy decoding
 */
public record Decoding(
    Optional<Path> languageModel, Optional<Path> lexicon, Optional<BeamSettings> beam) {
  /** The best path. */
  public static Decoding greedy() {
    return new Decoding(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** A beam search with fairseq's settings. */
  public static Decoding of(Path languageModel) {
    return new Decoding(
        Optional.of(languageModel), Optional.empty(), Optional.of(BeamSettings.standard()));
  }

  /**
   * Reads the files.
   *
   * @param letters the model's alphabet
   */
  public Decoder open(Letters letters) throws IOException {
    if (beam.isEmpty()) {
      return (emissions, most) -> bestPath(emissions, letters);
    }
    if (languageModel.isEmpty() && lexicon.isEmpty()) {
      return new PrefixBeamSearch(letters, beam.get());
    }
    Optional<NgramModel> model = Optional.empty();
    if (languageModel.isPresent()) {
      model = Optional.of(ArpaFile.read(languageModel.get()));
    }
    Lexicon words =
        lexicon.isPresent()
            ? Lexicon.read(lexicon.get(), letters)
            : Lexicon.of(model.orElseThrow(), letters);
    return new LexiconBeamSearch(words, letters, model, beam.get());
  }

  /** For a report: what was set. */
  public String description() {
    if (beam.isEmpty()) {
      return "greedy: the best path";
    }
    BeamSettings set = beam.get();
    String search =
        String.format(Locale.ROOT, "beam %d, threshold %s", set.beam(), set.threshold());
    String words =
        lexicon.map(file -> ", lexicon " + file.getFileName()).orElse("")
            + languageModel
                .map(
                    file ->
                        ", language model "
                            + file.getFileName()
                            + ", weight "
                            + set.languageModelWeight())
                .orElse("");
    String scores =
        words.isEmpty()
            ? ", letters alone"
            : words
                + String.format(
                    Locale.ROOT,
                    ", word score %s, silence score %s",
                    set.wordScore(),
                    set.silenceScore());
    return search + scores;
  }

  private static List<Hypothesis> bestPath(Emissions emissions, Letters letters) {
    double score = 0;
    int[] path = BestPath.path(emissions);
    for (int frame = 0; frame < path.length; frame++) {
      score += emissions.at(frame, path[frame]);
    }
    String text = letters.text(BestPath.collapse(path, letters.blank()));
    return List.of(new Hypothesis(Words.of(text), score, score, 0));
  }
}
