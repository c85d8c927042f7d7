package io.d2v.bench.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.bench.decode.Letters;
import io.d2v.core.data.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LabelsTest {
  private static final Letters LETTERS = Letters.of(List.of("<pad>", "|", "A", "B"));

  @Test
  void aClassIsAShareOfOneUnlessItIsSmoothed() throws IOException {
    Answer second = new Answer(OptionalInt.of(1), OptionalDouble.empty(), Optional.empty());

    assertThat(new ClassLabels(4, 0).label(second, 1, 1).floats()).containsExactly(0, 1, 0, 0);
    assertThat(new ClassLabels(4, 0.2).label(second, 1, 1).floats())
        .containsExactly(0.05f, 0.85f, 0.05f, 0.05f);
    assertThatThrownBy(() -> new ClassLabels(1, 0).label(second, 1, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("of class 1, counted from 0, of 1");
    assertThatThrownBy(() -> new ClassLabels(4, 0).label(said("a"), 1, 1))
        .hasMessageContaining("no class");
  }

  @Test
  void aNumberIsScaled() throws IOException {
    Answer number = new Answer(OptionalInt.empty(), OptionalDouble.of(4), Optional.empty());

    assertThat(new NumberLabels(5).label(number, 1, 1).floats()).containsExactly(0.8f);
    assertThatThrownBy(() -> new NumberLabels(5).label(said("a"), 1, 1))
        .hasMessageContaining("no number");
  }

  @Test
  void lettersHaveRoomForOneEveryTwoTokens() throws IOException {
    LetterLabels labels = new LetterLabels(LETTERS);

    assertThat(labels.type(10).shape().sizes()).containsExactly(5);
    assertThat(labels.label(said("ab a"), 10, 10).ints()).containsExactly(2, 3, 1, 2, 1);
    assertThat(labels.label(said("ab"), 10, 10).ints()).containsExactly(2, 3, 1, -1, -1);
  }

  @Test
  void whatIsTooLongForItsTokensIsRefused() {
    LetterLabels labels = new LetterLabels(LETTERS);

    assertThatThrownBy(() -> labels.label(said("ababa"), 10, 10))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("6 letters are said in it, too many for 10 tokens");
    assertThatThrownBy(() -> labels.label(said("aab"), 4, 10))
        .as("a blank is needed between equal letters")
        .hasMessageContaining("too many for 4 tokens");
    assertThatThrownBy(() -> labels.label(said(" "), 4, 10))
        .hasMessageContaining("nothing is said");
  }

  private static Answer said(String words) {
    return new Answer(OptionalInt.empty(), OptionalDouble.empty(), Optional.of(words));
  }
}
