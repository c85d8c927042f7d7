package io.d2v.bench.glue;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.core.data.Answer;
import io.d2v.core.finetune.Prediction;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** GLUE's official metrics for each task; the first one counts. */
class GlueScorerTest {
  @Test
  void eachTaskHasItsOwn() {
    for (GlueSet set : GlueSet.values()) {
      GlueScorer scorer = new GlueScorer(set);
      add(scorer, set, 1, 1);
      add(scorer, set, 0, 0);
      add(scorer, set, 1, 0);
      add(scorer, set, 0, 0);
      String[] names =
          switch (set) {
            case COLA -> new String[] {"matthews"};
            case MRPC, QQP -> new String[] {"mean", "accuracy", "f1"};
            case STS_B -> new String[] {"mean", "pearson", "spearman"};
            case SST_2, MNLI, QNLI, RTE, WNLI -> new String[] {"accuracy"};
          };
      assertThat(scorer.metrics().keySet()).as(set.task()).containsExactly(names);
      assertThat(scorer.score()).isEqualTo(scorer.metrics().get(names[0]));
    }
  }

  @Test
  void theMeanIsOfAccuracyAndF1() {
    GlueScorer scorer = new GlueScorer(GlueSet.MRPC);
    add(scorer, GlueSet.MRPC, 1, 1);
    add(scorer, GlueSet.MRPC, 0, 0);
    add(scorer, GlueSet.MRPC, 1, 0);
    add(scorer, GlueSet.MRPC, 0, 0);

    assertThat(scorer.metrics()).containsEntry("accuracy", 0.75).containsEntry("f1", 2.0 / 3);
    assertThat(scorer.score()).isEqualTo((0.75 + 2.0 / 3) / 2);
  }

  private static void add(GlueScorer scorer, GlueSet set, int right, int predicted) {
    if (set.classes().isEmpty()) {
      Answer answer = new Answer(OptionalInt.empty(), OptionalDouble.of(right), Optional.empty());
      scorer.add(new Prediction(0, "x", answer, new float[] {predicted}, 1));
    } else {
      float[] scores = new float[set.classes().size()];
      scores[predicted] = 1;
      Answer answer = new Answer(OptionalInt.of(right), OptionalDouble.empty(), Optional.empty());
      scorer.add(new Prediction(0, "x", answer, scores, scores.length));
    }
  }
}
