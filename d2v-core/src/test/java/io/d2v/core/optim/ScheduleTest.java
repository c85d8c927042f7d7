package io.d2v.core.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.Schedule;
import io.d2v.core.objective.ObjectiveSettings;
import io.d2v.core.train.Fixtures;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Tag("golden")
class ScheduleTest {
  private static final JsonNode STATS = Fixtures.of("stats").json("schedules");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tri_stage",
        "tri_stage_explicit",
        "cosine",
        "cosine_minlr",
        "cosine_nowarmup",
        "polynomial_decay",
        "polynomial_decay_power2",
        "polynomial_decay_nowarmup"
      })
  void learningRatesAreThoseOfTheReference(String name) {
    Schedule schedule = schedule(STATS.get(name).get("config"));
    for (JsonNode point : STATS.get(name).get("points")) {
      double expected = point.get(1).asDouble();
      assertThat(schedule.at(point.get(0).asLong()))
          .as("%s after %s updates", name, point.get(0))
          .isCloseTo(expected, within(1e-12 + 1e-9 * expected));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ema_audio", "ema_v2_image", "ema_v2_audio"})
  void decaysOfTheTeacherAreThoseOfTheReference(String name) {
    JsonNode config = STATS.get(name).get("config");
    ObjectiveSettings settings =
        new ObjectiveSettings(
            0,
            Optional.empty(),
            0,
            config.get("ema_decay").asDouble(),
            config.get("ema_end_decay").asDouble(),
            config.get("ema_anneal_end_step").asLong());
    for (JsonNode point : STATS.get(name).get("points")) {
      assertThat(settings.decay(point.get(0).asLong()))
          .isCloseTo(point.get(1).asDouble(), within(1e-12));
    }
  }

  private static Schedule schedule(JsonNode c) {
    double highest = c.get("lr").get(0).asDouble();
    if (c.has("init_lr_scale")) {
      boolean shares = !c.get("phase_ratio").isNull();
      long steps = c.get("max_update").asLong();
      return new TriStageSchedule(
          highest,
          c.get("init_lr_scale").asDouble(),
          c.get("final_lr_scale").asDouble(),
          shares
              ? (long) (c.get("phase_ratio").get(0).asDouble() * steps)
              : c.get("warmup_steps").asLong(),
          shares
              ? (long) (c.get("phase_ratio").get(1).asDouble() * steps)
              : c.get("hold_steps").asLong(),
          shares
              ? (long) (c.get("phase_ratio").get(2).asDouble() * steps)
              : c.get("decay_steps").asLong());
    }
    long warmup = c.get("warmup_updates").asLong();
    if (c.has("power")) {
      return new PolynomialSchedule(
          highest,
          c.get("end_learning_rate").asDouble(),
          c.get("power").asDouble(),
          warmup,
          c.get("total_num_update").asLong());
    }
    double minimum = c.get("min_lr").asDouble();
    double start = c.get("warmup_init_lr").asDouble();
    long period = c.get("lr_period_updates").asLong();
    return new CosineSchedule(
        highest,
        minimum,
        start < 0 ? minimum : start,
        warmup,
        period < 0 ? c.get("max_update").asLong() - warmup : period,
        c.get("lr_shrink").asDouble());
  }
}
