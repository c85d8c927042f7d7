package io.d2v.bench.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.bench.decode.Letters;
import io.d2v.core.data.Answer;
import io.d2v.core.finetune.Prediction;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ScorersTest {
  @Test
  void aClassCountsWhereItIsAmongTheLikeliest() {
    TopScorer scorer = new TopScorer(List.of("a", "b", "c", "d", "e", "f", "g"));
    scorer.add(classes(2, 0, 1, 9, 3, 4, 5, 6));
    scorer.add(classes(3, 0, 1, 9, 3, 4, 5, 6)); // fifth
    scorer.add(classes(1, 0, 1, 9, 3, 4, 5, 6)); // sixth
    scorer.add(new Prediction(0, "x", nothing(), new float[7], 7));

    assertThat(scorer.metrics()).containsEntry("top1", 1.0 / 3).containsEntry("top5", 2.0 / 3);
    assertThat(scorer.score()).isEqualTo(1.0 / 3);
  }

  @Test
  void ofEqualScoresTheFirstIsTaken() {
    TopScorer scorer = new TopScorer(List.of("a", "b"));
    scorer.add(classes(0, 1, 1));
    scorer.add(classes(1, 1, 1));

    assertThat(scorer.metrics()).containsOnlyKeys("top1").containsEntry("top1", 0.5);
  }

  @Test
  void errorsAreOfTheBestPathInTheAlphabetsCase() {
    Letters letters = Letters.of(List.of("<pad>", "|", "A", "B"));
    ErrorScorer scorer = new ErrorScorer(letters);
    scorer.add(heard("ab a", letters, "A", "<pad>", "B", "B", "|", "A")); // AB A
    scorer.add(heard("b", letters, "A"));
    scorer.add(new Prediction(0, "x", nothing(), new float[4], 4));

    assertThat(scorer.metrics()).containsEntry("wer", 1.0 / 3);
    assertThat(scorer.metrics().get("cer")).isCloseTo(1.0 / 5, within(1e-12));
    assertThat(scorer.score()).isLessThan(0);
  }

  @Test
  void fewerErrorsScoreMore() {
    Letters letters = Letters.of(List.of("<pad>", "|", "A", "B"));
    ErrorScorer right = new ErrorScorer(letters);
    right.add(heard("a", letters, "A"));
    ErrorScorer close = new ErrorScorer(letters);
    close.add(heard("aab", letters, "A", "<pad>", "A"));
    ErrorScorer wrong = new ErrorScorer(letters);
    wrong.add(heard("aab", letters, "<pad>"));

    assertThat(right.score()).isGreaterThan(close.score());
    assertThat(close.score()).isGreaterThan(wrong.score());
  }

  private static Prediction classes(int label, float... scores) {
    Answer answer = new Answer(OptionalInt.of(label), OptionalDouble.empty(), Optional.empty());
    return new Prediction(0, "x", answer, scores, scores.length);
  }

  private static Prediction heard(String said, Letters letters, String... frames) {
    float[] scores = new float[frames.length * letters.size()];
    for (int i = 0; i < frames.length; i++) {
      scores[i * letters.size() + letters.symbols().indexOf(frames[i])] = 5;
    }
    Answer answer = new Answer(OptionalInt.empty(), OptionalDouble.empty(), Optional.of(said));
    return new Prediction(0, Arrays.toString(frames), answer, scores, letters.size());
  }

  private static Answer nothing() {
    return new Answer(OptionalInt.empty(), OptionalDouble.empty(), Optional.empty());
  }
}
