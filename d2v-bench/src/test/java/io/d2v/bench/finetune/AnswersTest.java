package io.d2v.bench.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.Sample;
import io.d2v.core.data.Answer;
import io.d2v.core.finetune.Prediction;
import org.junit.jupiter.api.Test;

class AnswersTest {
  @Test
  void numbersAreInTheDatasUnits() {
    Prediction prediction =
        new Prediction(
            0,
            "somewhere",
            Answer.of(Sample.of("somewhere", new Sample.Text("a"))),
            new float[] {0.5f, -1},
            2);

    assertThat(Answers.numbers(5).text(prediction)).isEqualTo("2.500000\t-5.000000");
  }
}
