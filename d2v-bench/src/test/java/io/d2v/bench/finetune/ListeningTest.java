package io.d2v.bench.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.bench.result.Examined;
import io.d2v.bench.result.Misheard;
import org.junit.jupiter.api.Test;

/** Errors are counted by kind, and the frequent ones remembered. */
class ListeningTest {
  @Test
  void errorsAreSubstitutionsInsertionsAndDeletions() {
    Listening listening = new Listening();
    listening.add("a!1.flac", "THE CAT SAT", "THE HAT SAT DOWN");
    listening.add("a!2.flac", "A CAT", "HAT");

    Misheard misheard = listening.misheard("test", "greedy").misheard().get(0);
    assertThat(listening.metrics()).containsEntry("wer", 4.0 / 5);
    assertThat(misheard)
        .returns(5L, Misheard::said)
        .returns(2L, Misheard::substituted)
        .returns(1L, Misheard::inserted)
        .returns(1L, Misheard::deleted);
    assertThat(misheard.often()).containsExactly(new Misheard.Swap("CAT", "HAT", 2));
    assertThat(misheard.examples().get(0).places())
        .extracting(Misheard.Place::right)
        .containsExactly(true, false, true, false);
  }

  @Test
  void whatIsFoundAddsUp() {
    Listening listening = new Listening();
    listening.add("1", "A", "B");

    Examined both =
        Examined.of("test", listening.metrics()).plus(listening.misheard("test", "greedy"));

    assertThat(both.metrics()).containsOnlyKeys("test_wer", "test_cer");
    assertThat(both.misheard()).hasSize(1);
  }
}
