package io.d2v.core.optim;

import io.d2v.api.Schedule;
import io.d2v.api.Settings;
import java.lang.invoke.MethodHandles;

/**
 * A linear rise, then a power down to {@code end} (the reference's {@code
 * polynomial_decay_schedule.py}).
 */
public record PolynomialSchedule(double highest, double end, double power, long warmup, long total)
    implements Schedule {
  @Override
  public double at(long updates) {
    if (warmup > 0 && updates <= warmup) {
      return highest * updates / warmup;
    }
    if (updates >= total) {
      return end;
    }
    double left = 1 - (double) (updates - warmup) / (total - warmup);
    return (highest - end) * Math.pow(left, power) + end;
  }

  /** Makes it by its name, {@code polynomial}. */
  public static final class Maker implements Provider {
    /** For the service loader. */
    public Maker() {}

    @Override
    public String name() {
      return "polynomial";
    }

    @Override
    public Schedule create(Settings settings, double highest, long updates) {
      ScheduleSettings chosen = settings.as(ScheduleSettings.class, MethodHandles.lookup());
      return new PolynomialSchedule(
          highest,
          chosen.minimum(),
          chosen.power(),
          chosen.warmup(updates),
          chosen.period().orElse(updates));
    }
  }
}
