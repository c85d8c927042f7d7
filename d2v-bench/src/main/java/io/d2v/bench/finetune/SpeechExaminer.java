package io.d2v.bench.finetune;

import io.d2v.api.Dataset;
import io.d2v.bench.decode.ArpaFile;
import io.d2v.bench.decode.BeamSettings;
import io.d2v.bench.decode.Decoder;
import io.d2v.bench.decode.Decoding;
import io.d2v.bench.decode.KneserNey;
import io.d2v.bench.decode.Letters;
import io.d2v.bench.decode.Lexicon;
import io.d2v.bench.decode.LexiconBeamSearch;
import io.d2v.bench.decode.NgramModel;
import io.d2v.bench.metric.ErrorRate;
import io.d2v.bench.result.Examined;
import io.d2v.core.finetune.Predictor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Word errors by the best path, and by a beam search with a language model whose weight and word
 * score are chosen on the samples held out, as wav2vec 2.0's were on dev-other (arXiv 2006.11477,
 * section 4.4).
 *
 * @param languageModel an ARPA file; n-grams of the transcripts that were learned from if left out
 */
public record SpeechExaminer(Letters letters, Optional<Path> languageModel) implements Examiner {
  private static final int ORDER = 3;
  private static final int CHOSEN_ON = 200;
  private static final int CHOOSING_BEAM = 50;
  private static final double[] WEIGHTS = {0.5, 1, 2, 3};
  private static final double[] WORD_SCORES = {-1, 0, 1, 2};

  /** For English. */
  public SpeechExaminer(Optional<Path> languageModel) {
    this(Letters.english(), languageModel);
  }

  @Override
  public String description() {
    return "best path and beam search, " + words();
  }

  @Override
  public Examined examine(Predictor model, Splits splits) throws IOException, InterruptedException {
    Map<String, Utterances> sets = new LinkedHashMap<>();
    for (Map.Entry<String, Dataset> set : splits.reported().entrySet()) {
      sets.put(set.getKey(), Utterances.of(model, set.getValue(), letters, Integer.MAX_VALUE));
    }
    Examined examined = Examined.NOTHING;
    for (Map.Entry<String, Utterances> set : sets.entrySet()) {
      Listening greedy = set.getValue().heard(Decoding.greedy().open(letters));
      examined =
          examined
              .plus(Examined.of(set.getKey(), greedy.metrics()))
              .plus(greedy.misheard(set.getKey(), Decoding.greedy().description()));
    }
    NgramModel words = words(splits);
    Lexicon lexicon = Lexicon.of(words, letters);
    BeamSettings settings = chosen(model, splits, words, lexicon);
    String description = description(settings, lexicon, !splits.test().isEmpty());
    Decoder search = search(words, lexicon, settings);
    for (Map.Entry<String, Utterances> set : sets.entrySet()) {
      Listening beam = set.getValue().heard(search);
      Map<String, Double> metrics = new LinkedHashMap<>();
      beam.metrics().forEach((name, value) -> metrics.put("lm_" + name, value));
      examined =
          examined
              .plus(Examined.of(set.getKey(), metrics))
              .plus(beam.misheard(set.getKey(), description));
    }
    return examined.plus(new Examined(Map.of(), List.of(), List.of(), List.of(description)));
  }

  /** The settings with the fewest word errors on samples held out; usual ones without such. */
  private BeamSettings chosen(Predictor model, Splits splits, NgramModel words, Lexicon lexicon)
      throws InterruptedException {
    BeamSettings best = BeamSettings.standard();
    if (splits.test().isEmpty()) {
      return best;
    }
    List<Utterances> held = new ArrayList<>();
    for (Dataset set : splits.dev().values()) {
      held.add(Utterances.of(model, set, letters, CHOSEN_ON));
    }
    double fewest = Double.POSITIVE_INFINITY;
    for (double weight : WEIGHTS) {
      for (double wordScore : WORD_SCORES) {
        BeamSettings tried = BeamSettings.standard().with(CHOOSING_BEAM, weight, wordScore);
        Decoder search = search(words, lexicon, tried);
        ErrorRate errors = ErrorRate.NONE;
        for (Utterances set : held) {
          errors = errors.plus(set.heard(search).words());
        }
        if (errors.share() < fewest) {
          fewest = errors.share();
          best = BeamSettings.standard().with(BeamSettings.standard().beam(), weight, wordScore);
        }
      }
    }
    return best;
  }

  private Decoder search(NgramModel words, Lexicon lexicon, BeamSettings settings) {
    return new LexiconBeamSearch(lexicon, letters, Optional.of(words), settings);
  }

  private NgramModel words(Splits splits) throws IOException {
    return languageModel.isPresent()
        ? ArpaFile.read(languageModel.get())
        : KneserNey.estimate(transcripts(splits.train()), ORDER).model();
  }

  private List<List<String>> transcripts(Dataset train) throws IOException {
    List<List<String>> said = new ArrayList<>();
    for (long i = 0; i < train.size(); i++) {
      train
          .read(i)
          .transcript()
          .map(text -> ErrorRate.words(Utterances.spelled(letters, text)))
          .ifPresent(said::add);
    }
    return said;
  }

  private String words() {
    return languageModel
        .map(file -> "language model " + file.getFileName())
        .orElse(ORDER + "-grams of the transcripts that were learned from");
  }

  private String description(BeamSettings settings, Lexicon lexicon, boolean chosen) {
    return String.format(
        Locale.ROOT,
        "beam %d, threshold %s, lexicon of %,d words, %s, weight %s and word score %s %s",
        settings.beam(),
        settings.threshold(),
        lexicon.size(),
        words(),
        settings.languageModelWeight(),
        settings.wordScore(),
        chosen ? "chosen on the samples held out" : "as published for wav2vec 2.0");
  }
}
