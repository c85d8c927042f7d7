package io.d2v.bench.finetune;

import io.d2v.api.Dataset;
import io.d2v.bench.decode.ArpaFile;
import io.d2v.bench.decode.BeamSettings;
import io.d2v.bench.decode.Decoder;
import io.d2v.bench.decode.Decoding;
import io.d2v.bench.decode.KneserNey;
import io.d2v.bench.decode.Letters;
import io.d2v.bench.decode.NgramModel;
import io.d2v.bench.metric.ErrorRate;
import io.d2v.bench.result.Examined;
import io.d2v.core.finetune.Predictor;
import java.io.IOException;
import java.nio.file.Files;
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
  private static final String BY_WORDS = "lm_";

  /** For English. */
  public SpeechExaminer(Optional<Path> languageModel) {
    this(Letters.english(), languageModel);
  }

  @Override
  public String description() throws IOException {
    String file =
        languageModel.isPresent()
            ? ", "
                + Files.size(languageModel.get())
                + " bytes of "
                + Files.getLastModifiedTime(languageModel.get())
            : "";
    return "best path and beam search, " + words() + file;
  }

  @Override
  public Examined examine(Predictor model, Splits splits) throws IOException, InterruptedException {
    Map<String, Utterances> sets = new LinkedHashMap<>();
    for (Map.Entry<String, Dataset> set : splits.reported().entrySet()) {
      sets.put(set.getKey(), Utterances.of(model, set.getValue(), letters, Integer.MAX_VALUE));
    }
    Decoding greedy = Decoding.greedy();
    WordSearch search = new WordSearch(letters, words(splits));
    boolean chosen = !splits.test().isEmpty(); // else what it is chosen on would be reported
    BeamSettings settings = chosen ? search.chosen(held(model, splits)) : BeamSettings.standard();
    String description = description(settings, search, chosen);
    List<String> notes = new ArrayList<>(List.of(description));
    sets.forEach((name, set) -> set.damaged().ifPresent(n -> notes.add(name + ": " + n)));
    return heard(sets, greedy.open(letters), greedy.description(), "")
        .plus(heard(sets, search.with(settings), description, BY_WORDS))
        .plus(new Examined(Map.of(), List.of(), List.of(), notes));
  }

  private static Examined heard(
      Map<String, Utterances> sets, Decoder decoder, String how, String prefix) {
    Examined examined = Examined.NOTHING;
    for (Map.Entry<String, Utterances> set : sets.entrySet()) {
      Listening listening = set.getValue().heard(decoder);
      Map<String, Double> metrics = new LinkedHashMap<>();
      listening.metrics().forEach((name, value) -> metrics.put(prefix + name, value));
      examined =
          examined
              .plus(Examined.of(set.getKey(), metrics))
              .plus(listening.misheard(set.getKey(), how));
    }
    return examined;
  }

  private List<Utterances> held(Predictor model, Splits splits) throws InterruptedException {
    List<Utterances> held = new ArrayList<>();
    for (Dataset set : splits.dev().values()) {
      held.add(Utterances.of(model, set, letters, CHOSEN_ON));
    }
    return held;
  }

  private NgramModel words(Splits splits) throws IOException {
    return languageModel.isPresent()
        ? ArpaFile.read(languageModel.get())
        : KneserNey.estimate(transcripts(splits.train()), ORDER).model();
  }

  private List<List<String>> transcripts(Dataset train) {
    List<List<String>> said = new ArrayList<>();
    for (long i = 0; i < train.size(); i++) {
      transcript(train, i)
          .map(text -> ErrorRate.words(Utterances.spelled(letters, text)))
          .ifPresent(said::add);
    }
    return said;
  }

  /** Nothing of what can't be read, which training has left out as well. */
  private static Optional<String> transcript(Dataset train, long index) {
    try {
      return train.read(index).transcript();
    } catch (IOException damaged) {
      return Optional.empty();
    }
  }

  private String words() {
    return languageModel
        .map(file -> "language model " + file.getFileName())
        .orElse(ORDER + "-grams of the transcripts that were learned from");
  }

  private String description(BeamSettings settings, WordSearch search, boolean chosen) {
    return String.format(
        Locale.ROOT,
        "beam %d, threshold %s, lexicon of %,d words, %s, weight %s and word score %s %s",
        settings.beam(),
        settings.threshold(),
        search.lexicon().size(),
        words(),
        settings.languageModelWeight(),
        settings.wordScore(),
        chosen ? "chosen on the samples held out" : "as published for wav2vec 2.0");
  }
}
