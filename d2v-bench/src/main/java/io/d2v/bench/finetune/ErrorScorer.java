package io.d2v.bench.finetune;

import io.d2v.bench.decode.BestPath;
import io.d2v.bench.decode.Emissions;
import io.d2v.bench.decode.Letters;
import io.d2v.bench.metric.Alignment;
import io.d2v.bench.metric.ErrorRate;
import io.d2v.core.finetune.Prediction;
import java.util.LinkedHashMap;
import java.util.Map;

/** Word and letter errors of the best path. */
final class ErrorScorer implements Scorer {
  /** Letters decide while no word is right yet. */
  private static final double LETTERS_SHARE = 0.01;

  private final Letters letters;
  private ErrorRate words = ErrorRate.NONE;
  private ErrorRate spelled = ErrorRate.NONE;

  ErrorScorer(Letters letters) {
    this.letters = letters;
  }

  /** Recordings without a transcript don't count. */
  @Override
  public void add(Prediction prediction) {
    prediction.answer().transcript().ifPresent(said -> add(said, heard(prediction)));
  }

  private void add(String transcript, String heard) {
    String said = letters.text(letters.spell(transcript).ids()); // in the alphabet's case
    words = words.plus(Alignment.of(ErrorRate.words(said), ErrorRate.words(heard)));
    spelled = spelled.plus(Alignment.of(ErrorRate.letters(said), ErrorRate.letters(heard)));
  }

  private String heard(Prediction prediction) {
    Emissions emissions =
        Emissions.ofLogits(prediction.scores(), prediction.rows(), prediction.outputs());
    return letters.text(BestPath.decode(emissions, letters.blank()));
  }

  @Override
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("wer", words.share());
    metrics.put("cer", spelled.share());
    return metrics;
  }

  @Override
  public double score() {
    return -words.share() - LETTERS_SHARE * spelled.share();
  }
}
