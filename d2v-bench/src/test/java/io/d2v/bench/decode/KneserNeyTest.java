package io.d2v.bench.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KneserNeyTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void theProbabilitiesAfterEveryContextSumToOne(int order) {
    List<List<String>> text = randomText(300);
    NgramModel model = KneserNey.estimate(text, order).model();
    assertThat(model.order()).isEqualTo(order);
    Set<Integer> states = new HashSet<>(List.of(NgramModel.NOTHING, model.begin()));
    for (List<String> sentence : text) {
      int state = model.begin();
      for (String word : sentence) {
        state = model.next(state, model.word(word));
        states.add(state);
      }
    }
    List<Integer> words = new ArrayList<>(model.words().stream().map(model::word).toList());
    words.add(model.end());
    words.add(model.word("never seen"));
    for (int state : states) {
      double sum = words.stream().mapToDouble(w -> Math.pow(10, model.score(state, w))).sum();
      assertThat(sum).isEqualTo(1, within(1e-5));
    }
  }

  @Test
  void aTextSmallEnoughToCountByHand() {
    NgramModel model = KneserNey.estimate(List.of(List.of("a", "b"), List.of("a", "c")), 2).model();
    // Discounts of small texts: 0.5, 1 and 1.5. Bigrams: <s> a twice, a b, a c, b </s>, c </s>
    // once.
    // Unigrams follow a 1, b 1, c 1 and </s> 2 others, 5 in all; 2.5 of 5 are spread over 5 words.
    double share = (0.5 + 0.5 + 0.5 + 1) / 5;
    double b = (1 - 0.5) / 5 + share / 5;
    assertThat(model.score(NgramModel.NOTHING, model.word("b")))
        .isEqualTo(Math.log10(b), within(1e-6));
    double afterA = (1 - 0.5) / 2 + (0.5 + 0.5) / 2 * b;
    assertThat(model.score(model.word("a"), model.word("b")))
        .isEqualTo(Math.log10(afterA), within(1e-6));
    double unknown = (0.5 + 0.5) / 2 * share / 5;
    assertThat(model.score(model.word("a"), model.word("zebra")))
        .isEqualTo(Math.log10(unknown), within(1e-6));
  }

  @Test
  void discountsFollowFromTheTextWhereItIsLargeEnough() {
    Discounts estimated = Discounts.of(new long[] {1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 9, 0});
    // 6, 3, 2 and 1 have these counts: Y = 6 / 12.
    assertThat(estimated.one()).isEqualTo(1 - 2 * 0.5 * 3 / 6, within(1e-12));
    assertThat(estimated.two()).isEqualTo(2 - 3 * 0.5 * 2 / 3, within(1e-12));
    assertThat(estimated.more()).isEqualTo(3 - 4 * 0.5 * 1 / 2, within(1e-12));
    assertThat(estimated.estimated()).isTrue();
    assertThat(Discounts.of(new long[] {1, 1, 5}).estimated()).isFalse();
    assertThat(KneserNey.estimate(List.of(List.of("a")), 2).fallen()).containsExactly(1, 2);
  }

  @Test
  void whatWasSeenIsLikelierThanWhatWasNot() {
    NgramModel model = KneserNey.estimate(randomText(300), 3).model();
    assertThat(model.score(List.of("w1", "w2", "w3")))
        .isGreaterThan(model.score(List.of("w3", "w1", "w2")));
  }

  @Test
  void aTextWithoutWordsIsRefused() {
    assertThatThrownBy(() -> KneserNey.estimate(List.of(List.of()), 2))
        .hasMessageContaining("no word");
    assertThatThrownBy(() -> KneserNey.estimate(List.of(List.of("</s>")), 2))
        .hasMessageContaining("</s>");
  }

  /** Words that mostly count up. */
  private static List<List<String>> randomText(int sentences) {
    SplittableRandom random = new SplittableRandom(5);
    List<List<String>> text = new ArrayList<>();
    for (int i = 0; i < sentences; i++) {
      List<String> sentence = new ArrayList<>();
      int word = random.nextInt(20);
      for (int length = random.nextInt(1, 9); length > 0; length--) {
        word = random.nextInt(4) == 0 ? random.nextInt(20) : (word + 1) % 20;
        sentence.add("w" + word);
      }
      text.add(sentence);
    }
    return text;
  }
}
