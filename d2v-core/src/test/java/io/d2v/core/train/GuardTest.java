package io.d2v.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

class GuardTest {
  private static final GuardSettings SETTINGS =
      new GuardSettings(3, 10, 5000, 0.1, 0.01, 500, 0.01, 1.5, 300);
  private final Guard guard = new Guard(SETTINGS);

  @Test
  void updatesThatAreNotFiniteAreKeptAndSoManyInARowAreTheEnd() {
    assertThat(guard.look(1, bad())).singleElement().returns(true, Alarm::keeps);
    assertThat(guard.look(2, bad())).hasSize(1);
    List<Alarm> last = guard.look(3, bad());

    assertThat(last).hasSize(2).element(0).returns(true, Alarm::keeps);
    assertThat(last.get(1).stop()).contains(UserError.Kind.TRAINING);
    assertThat(last.get(1).message()).contains("3 updates in a row", "learning rate", "warm-up");
  }

  @Test
  void oneThatIsFiniteBeginsTheCountAnew() {
    for (int update = 1; update < 50; update++) {
      List<Alarm> alarms = guard.look(update, update % 3 == 0 ? good(1) : bad());
      assertThat(alarms).allMatch(alarm -> alarm.stop().isEmpty());
    }
  }

  @Test
  void theCountGoesOnAfterAStop() {
    guard.look(1, bad());
    guard.look(2, bad());
    Guard later = new Guard(SETTINGS);
    later.resume(guard.state());
    assertThat(later.look(3, bad())).hasSize(2);
  }

  @Test
  void whatWasWarnedOfIsNotSaidAgainAfterAStop() {
    Map<String, Number> line = Map.of("stage.layer_1.variance", 1.0, "stage.layer_1.rank", 1.0);
    assertThat(guard.look(6000, line)).hasSize(1);
    Guard later = new Guard(SETTINGS);
    later.resume(guard.state());
    assertThat(later.look(6500, line)).isEmpty();
    assertThat(new Guard(SETTINGS).look(6500, line)).hasSize(1);
  }

  @Test
  void aLossFarAboveThoseBeforeIsSaidOnce() {
    for (int update = 1; update <= 200; update++) {
      assertThat(guard.look(update, good(1 + 0.01 * (update % 7)))).isEmpty();
    }
    assertThat(guard.look(201, good(3)))
        .singleElement()
        .returns("spike", Alarm::reason)
        .returns(true, Alarm::keeps);
    assertThat(guard.look(202, good(3))).isEmpty();
    assertThat(guard.look(203, good(1))).isEmpty();
    assertThat(guard.look(204, good(3))).hasSize(1);
  }

  @Test
  void nowAndThenABatchOfAnotherSizeIsNoSpike() {
    for (int update = 1; update <= 400; update++) {
      double loss = update % 20 == 0 ? 1.9 : 1 + 0.001 * (update % 7);
      assertThat(guard.look(update, good(loss))).isEmpty();
    }
  }

  @Test
  void whatASpikeIsGoesOnAfterAStop() {
    Guard whole = new Guard(SETTINGS);
    Guard parts = new Guard(SETTINGS);
    SplittableRandom random = new SplittableRandom(1);
    for (int update = 1; update <= 400; update++) {
      Guard next = new Guard(SETTINGS);
      next.resume(parts.state());
      parts = next;
      double loss = random.nextInt(40) == 0 ? 5 : 1 + random.nextDouble() / 10;
      List<Alarm> expected = whole.look(update, good(loss));
      assertThat(parts.look(update, good(loss))).isEqualTo(expected);
      assertThat(parts.state()).isEqualTo(whole.state());
    }
  }

  @Test
  void noiseAndSlowChangesAreNoSpikes() {
    SplittableRandom random = new SplittableRandom(2);
    Map<String, LongToDoubleFunction> curves =
        Map.of(
            "level", step -> 1,
            "falling", step -> 0.2 + Math.exp(-step / 2000.0),
            "rising", step -> 0.2 + 0.8 * Math.min(1, step / 3000.0),
            "waves", step -> 1 + 0.5 * Math.sin(step / 500.0));
    curves.forEach(
        (name, curve) -> {
          Guard fresh = new Guard(SETTINGS);
          List<Alarm> alarms = new ArrayList<>();
          for (long step = 1; step <= 100_000; step++) {
            double loss = curve.applyAsDouble(step) * Math.exp(0.1 * random.nextGaussian());
            alarms.addAll(fresh.look(step, good(loss)));
          }
          assertThat(alarms).as(name).isEmpty();
        });
  }

  @Test
  void variancesWarnAtTwiceTheLeastAndThenEndTheRun() {
    assertThat(guard.look(5000, variances(0.05, 0.005))).as("the reference waits").isEmpty();
    assertThat(guard.look(5001, variances(0.21, 0.021))).isEmpty();
    assertThat(guard.look(5002, variances(0.19, 0.021)))
        .singleElement()
        .satisfies(
            alarm -> {
              assertThat(alarm.stop()).isEmpty();
              assertThat(alarm.message())
                  .contains("target_var", "0.19", "learning rate", "warm-up", "ema_start");
            });
    assertThat(guard.look(5003, variances(0.19, 0.021))).as("said once").isEmpty();
    assertThat(guard.look(5004, variances(0.21, 0.021))).isEmpty();
    assertThat(guard.look(5005, variances(0.19, 0.021))).as("and not while it wavers").isEmpty();
    assertThat(guard.look(5006, variances(0.09, 0.021)))
        .singleElement()
        .satisfies(
            alarm -> {
              assertThat(alarm.stop()).contains(UserError.Kind.COLLAPSE);
              assertThat(alarm.message()).contains("collapsed", "target_var", "learning rate");
            });
  }

  @Test
  void whatFallsAtOnceIsWarnedOfBeforeTheEndAsWell() {
    assertThat(guard.look(6000, variances(0.5, 0.5))).isEmpty();
    assertThat(guard.look(6001, variances(0.5, 0.001)))
        .singleElement()
        .returns(true, alarm -> alarm.stop().isEmpty());
    assertThat(guard.look(6002, variances(0.5, 0.001)))
        .singleElement()
        .returns(true, alarm -> alarm.stop().isPresent());
  }

  private static TrainingStep.Measured bad() {
    return new TrainingStep.Measured(Double.NaN, 1, Double.NaN, false, Map.of());
  }

  private static TrainingStep.Measured good(double loss) {
    return new TrainingStep.Measured(loss, 1, 1, true, Map.of());
  }

  private static TrainingStep.Measured variances(double targets, double predictions) {
    return new TrainingStep.Measured(
        1,
        1,
        1,
        true,
        Map.of(Goal.TARGET_VARIANCE, targets, Goal.PREDICTION_VARIANCE, predictions));
  }
}
