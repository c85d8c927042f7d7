package io.d2v.core.optim;

import io.d2v.api.Schedule;
import io.d2v.api.Settings;
import java.lang.invoke.MethodHandles;

/** The same throughout, after a linear rise. */
public record ConstantSchedule(double rate, long warmup) implements Schedule {
  @Override
  public double at(long updates) {
    return updates < warmup ? rate * updates / warmup : rate;
  }

  /** Makes it by its name, {@code constant}. */
  public static final class Maker implements Provider {
    /** For the service loader. */
    public Maker() {}

    @Override
    public String name() {
      return "constant";
    }

    @Override
    public Schedule create(Settings settings, double highest, long updates) {
      ScheduleSettings chosen = settings.as(ScheduleSettings.class, MethodHandles.lookup());
      return new ConstantSchedule(highest, chosen.warmup(updates));
    }
  }
}
