package io.d2v.bench.finetune;

import io.d2v.api.Dataset;
import io.d2v.bench.decode.Decoder;
import io.d2v.bench.decode.Emissions;
import io.d2v.bench.decode.Letters;
import io.d2v.core.data.Purpose;
import io.d2v.core.data.Quarantine;
import io.d2v.core.data.Subset;
import io.d2v.core.finetune.Prediction;
import io.d2v.core.finetune.Predictor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a model made of a set of utterances, to be decoded in several ways.
 *
 * @param damaged says that some could not be read
 */
record Utterances(List<One> all, Optional<String> damaged) {
  /**
   * One of them.
   *
   * @param said in the alphabet's case
   */
  record One(String id, String said, Emissions emissions) {}

  /**
   * Those with a transcript.
   *
   * @param most how many, drawn
   */
  static Utterances of(Predictor model, Dataset set, Letters letters, int most)
      throws InterruptedException {
    Dataset some =
        set.size() <= most ? set : Subset.range(set, 0, set.size()).draw(most, 0, Purpose.EVALUATE);
    List<Prediction> predictions = new ArrayList<>();
    Quarantine left =
        model.predict(
            some, one -> one.answer().transcript().ifPresent(said -> predictions.add(one)));
    return new Utterances(
        predictions.stream()
            .sorted(Comparator.comparingLong(Prediction::index))
            .map(one -> of(one, letters))
            .toList(),
        left.said());
  }

  private static One of(Prediction one, Letters letters) {
    return new One(
        one.id(),
        spelled(letters, one.answer().transcript().orElseThrow()),
        Emissions.ofLogits(one.scores(), one.rows(), one.outputs()));
  }

  /** A transcript in the alphabet's case. */
  static String spelled(Letters letters, String transcript) {
    return letters.text(letters.spell(transcript).ids());
  }

  /** What a decoder hears in them. */
  Listening heard(Decoder decoder) {
    List<String> heard =
        all.parallelStream().map(one -> decoder.decode(one.emissions()).text()).toList();
    Listening listening = new Listening();
    for (int i = 0; i < heard.size(); i++) {
      listening.add(all.get(i).id(), all.get(i).said(), heard.get(i));
    }
    return listening;
  }
}
