package io.d2v.bench.finetune;

import io.d2v.bench.decode.BestPath;
import io.d2v.bench.decode.Emissions;
import io.d2v.bench.decode.Letters;
import io.d2v.core.finetune.Prediction;
import java.util.Map;

/** Word and letter errors of the best path. */
final class ErrorScorer implements Scorer {
  /** Letters decide while no word is right yet. */
  private static final double LETTERS_SHARE = 0.01;

  private final Letters letters;
  private final Listening listening = new Listening();

  ErrorScorer(Letters letters) {
    this.letters = letters;
  }

  /** Recordings without a transcript don't count. */
  @Override
  public void add(Prediction prediction) {
    prediction.answer().transcript().ifPresent(said -> add(said, prediction));
  }

  private void add(String said, Prediction prediction) {
    listening.add(prediction.id(), Utterances.spelled(letters, said), heard(prediction));
  }

  private String heard(Prediction prediction) {
    Emissions emissions =
        Emissions.ofLogits(prediction.scores(), prediction.rows(), prediction.outputs());
    return letters.text(BestPath.decode(emissions, letters.blank()));
  }

  @Override
  public Map<String, Double> metrics() {
    return listening.metrics();
  }

  @Override
  public double score() {
    return -listening.words().share() - LETTERS_SHARE * listening.letters().share();
  }
}
