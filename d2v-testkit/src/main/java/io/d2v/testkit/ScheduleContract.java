package io.d2v.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.Schedule;
import io.d2v.api.Settings;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a schedule has to keep, tried on runs of several lengths. */
public abstract class ScheduleContract {
  private static final double HIGHEST = 2e-3;
  private static final List<Long> RUNS = List.of(1L, 10L, 1_000L);

  /** For subclasses. */
  protected ScheduleContract() {}

  /** The provider. */
  protected abstract Schedule.Provider provider();

  /** Settings of the schedule; there are none unless this is overridden. */
  protected Settings settings() {
    return GivenSettings.of();
  }

  @Test
  void itsNameIsLowerCaseWordsJoinedByHyphens() {
    assertThat(provider().name()).matches(ModalityContract.NAME);
  }

  @Test
  void ratesAreFromZeroToTheHighest() {
    for (long updates : RUNS) {
      assertThat(rates(schedule(updates), updates))
          .as("run of %d updates", updates)
          .allMatch(rate -> rate >= 0 && rate <= HIGHEST * (1 + 1e-12));
    }
  }

  @Test
  void someUpdateLearns() {
    for (long updates : RUNS.subList(1, RUNS.size())) {
      assertThat(rates(schedule(updates), updates))
          .as("run of %d updates", updates)
          .anyMatch(rate -> rate > 0);
    }
  }

  @Test
  void aRunThatGoesOnGetsTheRatesOfOneThatNeverStopped() {
    for (long updates : RUNS) {
      Schedule goesOn = schedule(updates);
      double[] backwards =
          LongStream.range(0, updates).mapToDouble(i -> goesOn.at(updates - 1 - i)).toArray();
      List<Double> forwards = rates(schedule(updates), updates);
      for (int i = 0; i < backwards.length; i++) {
        assertThat(backwards[backwards.length - 1 - i]).isEqualTo(forwards.get(i));
      }
    }
  }

  private Schedule schedule(long updates) {
    return provider().create(settings(), HIGHEST, updates);
  }

  private static List<Double> rates(Schedule schedule, long updates) {
    DoubleStream rates = LongStream.range(0, updates).mapToDouble(schedule::at);
    return rates.boxed().toList();
  }
}
