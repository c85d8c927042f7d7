package io.d2v.bench.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.bench.decode.BeamSettings;
import io.d2v.bench.decode.Decoding;
import io.d2v.bench.decode.Emissions;
import io.d2v.bench.decode.KneserNey;
import io.d2v.bench.decode.Letters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Words that a language model knows are heard through noise in which letters alone get lost. */
class WordSearchTest {
  private static final List<String> SAID =
      List.of("GO HOME", "STAY HERE", "GO THERE", "STAY HOME", "COME HERE", "COME HOME");

  private final Letters letters = Letters.english();
  private final WordSearch search =
      new WordSearch(
          letters,
          KneserNey.estimate(SAID.stream().map(s -> List.of(s.split(" "))).toList(), 2).model());

  @Test
  void wordsAreHeardWithFewerErrorsThanLettersAlone() throws IOException {
    Utterances held = noisy(1, 24);
    Utterances test = noisy(2, 24);
    BeamSettings chosen = search.chosen(List.of(held));

    double greedy = test.heard(Decoding.greedy().open(letters)).words().share();
    double words = test.heard(search.with(chosen)).words().share();

    assertThat(greedy).as("the noise hides letters").isGreaterThan(0.4);
    assertThat(words).isLessThan(greedy / 2);
  }

  @Test
  void noneOfTheWeightsDoesBetterOnWhatTheyAreChosenOn() {
    List<Utterances> held = List.of(noisy(3, 12));
    BeamSettings chosen = search.chosen(held);
    double errors =
        held.get(0)
            .heard(search.with(chosen.with(50, chosen.languageModelWeight(), chosen.wordScore())))
            .words()
            .share();

    for (double weight : new double[] {0.5, 1, 2, 3}) {
      for (double score : new double[] {-1, 0, 1, 2}) {
        BeamSettings other = chosen.with(50, weight, score);
        assertThat(held.get(0).heard(search.with(other)).words().share())
            .isGreaterThanOrEqualTo(errors);
      }
    }
  }

  /** Two frames a letter and a blank, each with a share of noise. */
  private Utterances noisy(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Utterances.One> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String said = SAID.get(random.nextInt(SAID.size()));
      int[] ids = letters.spell(said).ids();
      float[] scores = new float[3 * ids.length * letters.size()];
      for (int frame = 0; frame < 3 * ids.length; frame++) {
        for (int letter = 0; letter < letters.size(); letter++) {
          scores[frame * letters.size() + letter] = (float) (2.2 * random.nextGaussian());
        }
        int meant = frame % 3 == 2 ? letters.blank() : ids[frame / 3];
        scores[frame * letters.size() + meant] += 5;
      }
      all.add(
          new Utterances.One(
              "utterance " + i, said, Emissions.ofLogits(scores, 3 * ids.length, letters.size())));
    }
    return new Utterances(all, Optional.empty());
  }
}
